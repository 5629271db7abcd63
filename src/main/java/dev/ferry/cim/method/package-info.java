/**
 * The methods of classes: how a call is found, checked and answered, and the ties between declared methods and what they do. What
 * they do is asked of the services; how calls travel is not known here.
 *
 * <p>Start at {@link dev.ferry.cim.method.Invoker}, then {@link dev.ferry.cim.method.Invocation}.
 */
package dev.ferry.cim.method;
