package dev.ferry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The numbers of a user and a group by name, as files on a disk have them. */
final class OwnerIds {
    private OwnerIds() {}

    static int user(String name) {
        return number(name, Path.of("/etc/passwd"), "ferry.owner.user");
    }

    static int group(String name) {
        return number(name, Path.of("/etc/group"), "ferry.owner.group");
    }

    private static int number(String name, Path table, String key) {
        if (name.isEmpty()) {
            return -1;
        }
        if (name.chars().allMatch(Character::isDigit)) {
            return Integer.parseInt(name);
        }
        try (Stream<String> lines = Files.lines(table)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 2 && fields[0].equals(name))
                    .map(fields -> Integer.parseInt(fields[2]))
                    .findFirst()
                    .orElseThrow(() -> new Settings.Invalid(
                            "The setting " + key + " names '" + name + "', which is not in " + table + "."));
        } catch (IOException e) {
            throw new Settings.Invalid("The setting " + key + " cannot be looked up in " + table + ".", e);
        }
    }
}
