package dev.ferry.endpoint.rest;

import dev.ferry.security.Role;
import java.util.List;
import java.util.Objects;

/** What is said of users and volumes. */
final class OtherBodies {
    private OtherBodies() {}

    record NewUser(String name, String role, String password) {
        Role wantedRole() {
            String text = RestRefused.required(role, "role");
            try {
                return Role.of(text);
            } catch (IllegalArgumentException _) {
                throw RestRefused.invalid("'role' is '" + text + "'", "use admin or viewer");
            }
        }

        /** A password is in no text that could be logged. */
        @Override
        public String toString() {
            return "NewUser " + name;
        }
    }

    record Password(String password) {
        @Override
        public String toString() {
            return "Password";
        }
    }

    record NewVolume(String path, String name, Boolean shared, List<String> aliases) {
        boolean isShared() {
            return Objects.requireNonNullElse(shared, false);
        }

        List<String> otherNames() {
            return Objects.requireNonNullElse(aliases, List.of());
        }
    }
}
