package dev.ferry.model.system;

import java.util.List;

/** Items for a guest that are to be added, modified or removed: all of them or none. */
public record ItemsEdit(How how, List<Item> items) {
    /** Only what is not there can be added, and only what is there can be anything else. */
    public enum How {
        ADD,
        MODIFY,
        REMOVE
    }

    /** {@code data} makes no difference to a removal. */
    public record Item(String name, String data) {}

    public ItemsEdit {
        items = List.copyOf(items);
    }
}
