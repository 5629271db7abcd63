package dev.ferry;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads keys below one prefix, checks each value, and remembers which keys were read. */
final class SettingsReader {
    private final Config config;
    private final String prefix;
    private final Set<String> read = new TreeSet<>();

    SettingsReader(Config config, String prefix) {
        this.config = config;
        this.prefix = prefix;
    }

    /** The keys that were asked for, each in full. */
    Set<String> read() {
        return Set.copyOf(read);
    }

    String text(String key) {
        return value(key, config::getString);
    }

    String text(String key, Pattern rule, String says) {
        return requireMatch(key, text(key), rule, says);
    }

    boolean flag(String key) {
        return value(key, config::getBoolean);
    }

    int number(String key, int least, int most) {
        int number = value(key, config::getInt);
        if (number < least || number > most) {
            throw invalid(key, Integer.toString(number), "it must be between " + least + " and " + most);
        }
        return number;
    }

    int mode(String key) {
        return Integer.parseInt(
                text(key, Pattern.compile("0?[0-7]{3}"), "it must be three octal digits such as 0640"), 8);
    }

    Duration duration(String key, Duration least, Duration most) {
        Duration duration = value(key, config::getDuration);
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
            throw invalid(key, text(key), "it must be between " + least.toSeconds() + "s and " + most.toDays() + "d");
        }
        return duration;
    }

    <E extends Enum<E>> E word(String key, Class<E> words) {
        String text = text(key);
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(text)) {
                return word;
            }
        }
        throw invalid(key, text, "it must be one of " + List.of(words.getEnumConstants()));
    }

    /** Several words of a fixed set, at least one. */
    <E extends Enum<E>> Set<E> words(String key, Class<E> words) {
        List<E> known = List.of(words.getEnumConstants());
        List<String> given = value(key, config::getStringList);
        Set<E> found = EnumSet.noneOf(words);
        for (String text : given) {
            found.add(known.stream()
                    .filter(word -> word.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> invalid(key, text, "it must be one of " + known)));
        }
        if (found.isEmpty()) {
            throw invalid(key, "[]", "it must hold at least one of " + known);
        }
        return found;
    }

    /** A list, or one text with commas, as an environment variable has it. */
    List<String> list(String key, Pattern rule, String says) {
        if (value(key, config::getValue).valueType() == ConfigValueType.LIST) {
            return texts(key, rule, says);
        }
        List<String> texts = Arrays.stream(text(key).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
        texts.forEach(text -> requireMatch(key, text, rule, says));
        return texts;
    }

    List<String> texts(String key, Pattern rule, String says) {
        List<String> texts = value(key, config::getStringList);
        texts.forEach(text -> requireMatch(key, text, rule, says));
        return List.copyOf(texts);
    }

    /** One reader for each object of a list; their keys are named {@code list[0].key}. */
    List<SettingsReader> objects(String key) {
        List<? extends Config> objects = value(key, config::getConfigList);
        return IntStream.range(0, objects.size())
                .mapToObj(i -> new SettingsReader(objects.get(i), prefix + key + "[" + i + "]."))
                .toList();
    }

    /** For what is read key by key: nothing else may be there. */
    void requireAllRead() {
        for (String key : config.root().keySet()) {
            if (!read.contains(prefix + key)) {
                throw new Settings.Invalid("There is no setting '" + prefix + key + "'; known here: " + read + ".");
            }
        }
    }

    boolean has(String key) {
        read.add(prefix + key);
        return config.hasPath(key);
    }

    Settings.Invalid invalid(String key, String value, String rule) {
        return new Settings.Invalid(prefix + key + " = '" + value + "': " + rule + ".");
    }

    private String requireMatch(String key, String text, Pattern rule, String says) {
        if (!rule.matcher(text).matches()) {
            throw invalid(key, text, says);
        }
        return text;
    }

    private <T> T value(String key, Function<String, T> get) {
        read.add(prefix + key);
        try {
            return get.apply(key);
        } catch (ConfigException.Missing e) {
            throw new Settings.Invalid(prefix + key + " is missing: give it a value.", e);
        } catch (ConfigException e) {
            throw new Settings.Invalid(prefix + key + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
