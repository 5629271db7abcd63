package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cli.CommandRun.Ran;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided before any node is asked. */
@Timeout(30)
class UsageTest {
    private static Ran run(String line) {
        return new CommandRun()
                .with("FERRY_URL", "http://127.0.0.1:1")
                .run(Pattern.compile(" ").split(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "systems --nope",
                "frobnicate",
                "system",
                "system define",
                "system define a --memory 5GB",
                "system define a --new-disk data=lots",
                "system set web",
                "export --to x",
                "export web --all --to x",
                "export web",
                "export web --to x --timeout 5m",
                "export web --to x --wait --timeout soon",
                "import x",
                "import x --copy --register",
                "import x --copy --mac old",
                "import x --copy --disk old",
                "jobs --since yesterday",
                "user add bob --role king",
                "user add bob --role viewer",
                "system remove web --delete-disks",
                "volumes init folder",
                "system move web"
            })
    void endsWithTwoAndSaysWhyWhenTheLineIsWrong(String line) {
        Ran ran = run(line);
        assertEquals(Exit.USAGE, ran.exit(), ran.err());
        assertEquals("", ran.out());
        assertTrue(!ran.err().isBlank() && !ran.err().contains("Exception"), ran.err());
    }

    @Test
    void namesTheSizeThatIsBad() {
        assertTrue(run("system define a --memory 5GB").err().contains("'5GB'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot create web --json",
                "checkpoint list web",
                "reference-point list web",
                "recover --volume v --apply",
                "sweep --delete",
                "disk info x",
                "limits",
                "inspect",
                "audit",
                "ca",
                "support-bundle",
                "remote"
            })
    void knowsTheWordsOfLaterVersions(String line) {
        Ran ran = run(line);
        assertEquals(Exit.USAGE, ran.exit());
        assertTrue(ran.err().contains("not there yet in this version"), ran.err());
        assertEquals("", ran.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export web --to x --base p",
                "export web --to x --flatten",
                "export web --to x --limit 10MiB",
                "export web --to x --config-version 8.0",
                "import x --copy --limit 10MiB"
            })
    void refusesWhatIsNotServedYetWithItsCode(String line) {
        Ran ran = run(line);
        assertEquals(Exit.REFUSED, ran.exit());
        assertTrue(ran.err().startsWith("32770 Not Supported: "), ran.err());
    }

    @Test
    void namesTheLaunchersWordsInItsHelp() {
        Ran ran = run("--help");
        assertEquals(Exit.DONE, ran.exit());
        for (String word : new String[] {"demo", "up", "cluster", "systems", "export", "import", "verify", "jobs"}) {
            assertTrue(ran.out().contains("\n  " + word + " "), word);
        }
    }

    @Test
    void printsItsVersionAsAnObject() {
        Ran ran = run("--version --json");
        assertEquals(Exit.DONE, ran.exit());
        assertTrue(ran.json().path("version").isTextual());
    }

    @Test
    void saysThatNoNodeAnsweredAndHowToStartOne() {
        Ran ran = run("systems");
        assertEquals(Exit.NO_NODE, ran.exit());
        assertTrue(ran.err().contains("http://127.0.0.1:1") && ran.err().contains("ferry up"), ran.err());
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Ran ran = new CommandRun().with("FERRY_URL", "localhost").run("systems");
        assertEquals(Exit.USAGE, ran.exit());
    }
}
