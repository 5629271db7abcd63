/**
 * The methods of the management services and of systems, in every namespace that has them: each reads what was sent into
 * a wish, asks the front desk, and says what came of it in the numbers of the method.
 *
 * <p>What is read is pure and says all that is wrong by itself; nothing here decides what a system may do. A method whose
 * wish cannot be served as a whole is refused as a whole. Start at {@link dev.ferry.cim.management.ManagementMethods}.
 */
package dev.ferry.cim.management;
