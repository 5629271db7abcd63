package dev.ferry.conformance;

import dev.ferry.cim.schema.Namespace;

/** The name of a row of the document, in its parts. */
record Row(Namespace namespace, String className, String member) {
    static Row of(String name) {
        int space = name.indexOf(' ');
        int dot = name.indexOf('.');
        return new Row(
                Namespace.valueOf(name.substring(0, space)), name.substring(space + 1, dot), name.substring(dot + 1));
    }
}
