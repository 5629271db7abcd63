package dev.ferry.cim.served;

import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;

/** One namespace as one node serves it: what is in it, and what can be called. */
public record ServedNamespace(Scope scope, Objects objects, Invoker invoker) {}
