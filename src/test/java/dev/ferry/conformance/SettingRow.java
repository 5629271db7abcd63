package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One setting, in what it is tried, and what it does: either it is refused with a code, or what lies on disk differs by lines that begin
 * with these texts, of which each is needed; none means that the setting changes nothing.
 *
 * @param name says more than the setting when there are several rows of it
 * @param base what is sent in both runs
 */
record SettingRow(
        String setting,
        String name,
        Map<String, CimValue> base,
        CimValue value,
        long refused,
        List<String> differences) {

    static SettingRow differs(String setting, CimValue value, String... differences) {
        return new SettingRow(setting, setting, Map.of(), value, 0, List.of(differences));
    }

    static SettingRow refused(String setting, CimValue value, long code) {
        return new SettingRow(setting, setting, Map.of(), value, code, List.of());
    }

    /** The same, tried with others that are sent in both runs. */
    SettingRow amid(String other, Map<String, CimValue> sent) {
        return new SettingRow(setting, setting + "-" + other, sent, value, refused, differences);
    }

    Map<String, CimValue> with() {
        Map<String, CimValue> all = new HashMap<>(base);
        all.put(setting, value);
        return all;
    }

    static Property[] given(Map<String, CimValue> settings) {
        return settings.entrySet().stream()
                .map(setting -> new Property(setting.getKey(), setting.getValue()))
                .toArray(Property[]::new);
    }

    void holds(List<String> seen) {
        List<String> foreign = seen.stream()
                .filter(line -> differences.stream().noneMatch(line::startsWith))
                .toList();
        List<String> missing = differences.stream()
                .filter(begin -> seen.stream().noneMatch(line -> line.startsWith(begin)))
                .toList();
        if (!foreign.isEmpty() || !missing.isEmpty()) {
            fail(name + ": not meant " + String.join("\n", foreign) + "\nnot seen " + missing + "\nall\n"
                    + String.join("\n", seen));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
