package dev.ferry.cim.method;

import dev.ferry.cim.value.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What ties a class and a method of one namespace to what it does. A declared method that is not here is not supported. */
public final class MethodTable {
    private final Map<String, Method> methods = new HashMap<>();
    private final Set<String> reads = new HashSet<>();

    public MethodTable add(String className, String methodName, Method method) {
        if (methods.putIfAbsent(key(className, methodName), method) != null) {
            throw new IllegalStateException(className + "." + methodName + " is tied twice");
        }
        return this;
    }

    /** One that changes nothing: who may only look may call it too. */
    public MethodTable addRead(String className, String methodName, Method method) {
        add(className, methodName, method);
        reads.add(key(className, methodName));
        return this;
    }

    public Optional<Method> find(String className, String methodName) {
        return Optional.ofNullable(methods.get(key(className, methodName)));
    }

    boolean isRead(String className, String methodName) {
        return reads.contains(key(className, methodName));
    }

    private static String key(String className, String methodName) {
        return Names.key(className) + "." + Names.key(methodName);
    }
}
