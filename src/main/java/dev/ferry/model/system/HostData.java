package dev.ferry.model.system;

import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What hosts keep about a system beside its hardware: the scope of authorization that it resides in ("" for none), and the items
 * for its guest, by their names.
 */
public record HostData(String scopeOfResidence, SortedMap<String, String> items) {
    public static final HostData NONE = new HostData("", Map.of());

    /** More than this is no exchange of keys and values any more. */
    private static final int ITEMS_MAX = 1000;

    private static final int NAME_LENGTH_MAX = 255;
    private static final int DATA_LENGTH_MAX = 1023;

    public HostData {
        scopeOfResidence = scopeOfResidence == null ? "" : scopeOfResidence;
        items = Collections.unmodifiableSortedMap(new TreeMap<>(items == null ? Map.of() : items));
    }

    public HostData(String scopeOfResidence, Map<String, String> items) {
        this(scopeOfResidence, new TreeMap<>(items));
    }

    public HostData withScope(String other) {
        return new HostData(other, items);
    }

    Outcome<HostData> edited(ItemsEdit edit) {
        SortedMap<String, String> changed = new TreeMap<>(items);
        for (ItemsEdit.Item item : edit.items()) {
            boolean isThere = changed.containsKey(item.name());
            if (item.name().isBlank()
                    || item.name().length() > NAME_LENGTH_MAX
                    || item.data().length() > DATA_LENGTH_MAX) {
                return invalid(
                        "an item '" + item.name() + "' of " + item.data().length() + " characters cannot be kept",
                        "use names of 1 to " + NAME_LENGTH_MAX + " characters, and at most " + DATA_LENGTH_MAX
                                + " characters of data");
            }
            if (isThere == (edit.how() == ItemsEdit.How.ADD)) {
                return invalid(
                        "there is " + (isThere ? "an item '" : "no item '") + item.name() + "'"
                                + (isThere ? " already" : ""),
                        isThere ? "modify it" : "add it first, or look at the items that there are");
            }
            if (edit.how() == ItemsEdit.How.REMOVE) {
                changed.remove(item.name());
            } else {
                changed.put(item.name(), item.data());
            }
        }
        return changed.size() > ITEMS_MAX
                ? invalid(changed.size() + " items are more than are kept", "keep at most " + ITEMS_MAX)
                : Outcome.ok(new HostData(scopeOfResidence, changed));
    }

    private static Outcome<HostData> invalid(String message, String remedy) {
        return Outcome.refused(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }
}
