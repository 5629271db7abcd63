package dev.ferry.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether the lists of rules can be believed: every test that a line names is there. */
@Timeout(60)
class DocumentedTest {
    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> walk = Files.walk(Path.of("src/test/java"))) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                // Some tests of different packages have one name.
                sources.merge(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
            }
        }
        List<Documented.Line> wrong = new ArrayList<>();
        for (Documented.Line line : Documented.tested()) {
            int dot = line.test().indexOf('.');
            String source = sources.getOrDefault(line.test().substring(0, Math.max(0, dot)), "");
            if (!source.contains("void " + line.test().substring(dot + 1) + "(")) {
                wrong.add(line);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void saysEachRuleOnceUnderItsHeadingAndWhyThereIsNoTest() {
        Documented.RULES.forEach((heading, lines) -> {
            Set<String> said = new HashSet<>();
            for (Documented.Line line : lines) {
                assertTrue(said.add(line.what()), () -> heading + " says twice: " + line.what());
                assertTrue(
                        !line.test().startsWith(Documented.NOT_THERE)
                                || line.test().length() > Documented.NOT_THERE.length() + 2,
                        line::toString);
            }
        });
        assertTrue(Documented.RULES.size() > 20, () -> "only " + Documented.RULES.keySet());
    }
}
