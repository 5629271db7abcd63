package dev.ferry.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of the house, held against the sources as text. That each rule can find something is PlantedFaultsTest. */
@Timeout(60)
class HouseRulesTest {
    private final List<Source> sources = files("src", ".java");
    private final List<Source> documents = documents();

    @Test
    void pointsEveryArrowTheRightWay() {
        assertNone(Arrows.violations(sources));
    }

    @Test
    void hasNoFileOfMoreThan400Lines() {
        assertNone(Sizes.longFiles(sources));
    }

    @Test
    void hasNoFunctionOfMoreThan70Lines() {
        assertNone(Sizes.longFunctions(sources));
    }

    @Test
    void hasNoRecordOfMoreThanTenComponents() {
        assertNone(Sizes.wideRecords(sources));
    }

    @Test
    void hasNoPackageThatIsNamedAfterNothing() {
        assertNone(Habits.bannedPackages(sources));
    }

    @Test
    void tellsWhatEachPackageIsFor() {
        assertNone(Habits.untoldPackages(sources));
    }

    @Test
    void neverSleeps() {
        assertNone(Habits.sleeps(sources));
    }

    @Test
    void disablesNoTest() {
        assertNone(Habits.disabledTests(sources));
    }

    @Test
    void catchesNoCasesThatNobodyHasThoughtOf() {
        assertNone(Habits.catchAllCases(sources));
    }

    @Test
    void explainsEverySetting() {
        Path conf = Path.of("src/main/resources/reference.conf");
        assumeTrue(Files.exists(conf), "there are no settings yet");
        assertNone(Habits.untoldKeys(read(conf)));
    }

    @Test
    void hasNoDeadLinkInItsDocuments() {
        assertNone(Links.dead(documents, path -> Files.exists(Path.of(path))));
    }

    @Test
    void usesNoEmptyWords() {
        List<Source> texts = new ArrayList<>(documents);
        sources.stream().filter(source -> !source.path().contains("/house/")).forEach(texts::add);
        assertNone(Habits.bannedWords(texts));
    }

    private static void assertNone(List<String> violations) {
        assertEquals("", String.join("\n", violations));
    }

    private static List<Source> documents() {
        List<Source> all = new ArrayList<>(Files.exists(Path.of("docs")) ? files("docs", ".md") : List.of());
        if (Files.exists(Path.of("README.md"))) {
            all.add(read(Path.of("README.md")));
        }
        return all;
    }

    private static List<Source> files(String folder, String ending) {
        try (Stream<Path> paths = Files.walk(Path.of(folder))) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .map(HouseRulesTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(Path path) {
        try {
            return new Source(path.toString().replace('\\', '/'), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
