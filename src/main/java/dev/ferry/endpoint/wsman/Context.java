package dev.ferry.endpoint.wsman;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.endpoint.wsman.soap.ResourceUri;
import java.util.List;
import java.util.Optional;

/**
 * An enumeration that goes on: all that is needed for it, since nothing of it is kept.
 *
 * @param query in the words of WQL; "" for all instances of the class
 * @param columns what is wanted of each instance, all when there are none; of the declaration of a class, what of it is not as usual
 */
record Context(
        ResourceUri.Form form,
        String namespace,
        String className,
        Mode mode,
        Polymorphism polymorphism,
        String query,
        List<String> columns,
        Cursor from) {
    private static final String SEPARATOR = "\u0000";
    private static final int PARTS = 9;

    /** What an item is. */
    enum Mode {
        OBJECT,
        EPR,
        BOTH
    }

    /** What becomes of instances of classes below the one that is asked for. */
    enum Polymorphism {
        /** They are shown as what they are. */
        WHOLE,
        /** They are shown as if they were of the class that is asked for. */
        NARROWED,
        /** They are left out. */
        NONE
    }

    Context {
        columns = List.copyOf(columns);
    }

    Context at(Cursor place) {
        return new Context(form, namespace, className, mode, polymorphism, query, columns, place);
    }

    String text() {
        return String.join(
                SEPARATOR,
                form.prefix(),
                Boolean.toString(form.hasNamespace()),
                namespace,
                className,
                mode.name(),
                polymorphism.name(),
                query,
                String.join(",", columns),
                from.text());
    }

    /** Of a text that was sealed here; empty for one that was sealed by another build or for something else. */
    static Optional<Context> parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Context(
                    new ResourceUri.Form(parts[0], Boolean.parseBoolean(parts[1])),
                    parts[2],
                    parts[3],
                    Mode.valueOf(parts[4]),
                    Polymorphism.valueOf(parts[5]),
                    parts[6],
                    parts[7].isEmpty() ? List.of() : List.of(parts[7].split(",", -1)),
                    parts[8].equals(Cursor.START.text()) ? Cursor.START : Cursor.parse(parts[8])));
        } catch (IllegalArgumentException | CimFailure _) {
            return Optional.empty();
        }
    }
}
