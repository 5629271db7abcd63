/**
 * Measurements of reads and calls, for {@code docs/performance.md}: a real node as a process, a real PostgreSQL, and clients that cost
 * little themselves.
 *
 * <p>Nothing is judged here, and nothing of the product is changed to be measured. Start at {@code FiguresProgram}.
 */
package dev.ferry.figures;
