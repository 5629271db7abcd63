package dev.ferry.cim.method;

import dev.ferry.cim.CimFailure;

/** What a method of a class does. It blocks until it is done or its job is durable; it is called on a virtual thread. */
@FunctionalInterface
public interface Method {
    Returned call(Invocation invocation) throws CimFailure;
}
