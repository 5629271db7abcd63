package dev.ferry.model.transfer;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something that stands between a planned system and its realization, or is worth knowing before: the object that is meant (a
 * path, a network, a snapshot's id), the sentence, and what to do.
 */
public record Incompatibility(Kind kind, String object, String message, String remedy) {
    /** With its number first, and with the object also where the sentence does not name it. */
    public String text() {
        return kind.messageId() + ": " + message + (message.contains(object) ? "" : " (" + object + ")");
    }

    public Refusal refusal() {
        return together(List.of(this));
    }

    /** Of all of them together, in their order; there is at least one. */
    public static Refusal together(List<Incompatibility> all) {
        return new Refusal(
                ReturnCode.INVALID_STATE, joined(all, Incompatibility::text), joined(all, Incompatibility::remedy));
    }

    private static String joined(List<Incompatibility> all, Function<Incompatibility, String> text) {
        return all.stream().map(text).distinct().collect(Collectors.joining("; "));
    }

    /**
     * What can be wrong. {@code messageId} is the MessageID of Msvm_Error; 33012 is Hyper-V's, those from 60001 on are
     * Ferry's. None is ever used for anything else.
     */
    public enum Kind {
        NETWORK_MISSING(33012, true),
        SNAPSHOT_MISSING(60001, true),
        DISK_MISSING(60002, true),
        DISK_PARENT_MISSING(60003, true),
        DISK_IN_USE(60004, true),
        DISK_UNREADABLE(60005, true),
        DISK_ATTACHED_TWICE(60006, true),
        SETTINGS_INVALID(60007, true),
        STATE_MISSING(60008, true),
        HOME_OCCUPIED(60009, true),
        SNAPSHOT_NETWORK_MISSING(60010, false),
        MEDIUM_MISSING(60011, false),
        SNAPSHOT_STATE_MISSING(60012, false),
        DEFINITION_MISSING(60013, false),
        NAME_TAKEN(60014, false),
        HOME_UNUSABLE(60015, true);

        private final int messageId;
        private final boolean blocking;

        Kind(int messageId, boolean blocking) {
            this.messageId = messageId;
            this.blocking = blocking;
        }

        public int messageId() {
            return messageId;
        }

        /** Whether the system cannot be realized as long as it is so. */
        public boolean blocking() {
            return blocking;
        }

        /** As the documentation calls it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
