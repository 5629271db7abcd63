package dev.ferry.security;

import java.util.Locale;

/** What an account may: a viewer reads, an admin does everything. */
public enum Role {
    ADMIN,
    VIEWER;

    /** As it is written in the database, on the command line and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role of(String text) {
        for (Role role : values()) {
            if (role.text().equalsIgnoreCase(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a role (admin or viewer)");
    }
}
