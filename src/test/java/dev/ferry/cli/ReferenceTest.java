package dev.ferry.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

@Timeout(30)
class ReferenceTest {
    @Test
    void namesEveryWordAndEveryOption() throws IOException {
        String page = Files.readString(Path.of("docs/reference/cli.md"));
        CommandLine ferry = FerryCommand.line(new Session(Environment.ofProcess()));
        List<String> missing =
                words(ferry).filter(word -> !page.contains(word)).distinct().toList();
        assertEquals(List.of(), missing);
    }

    private static Stream<String> words(CommandLine line) {
        Stream<String> options = line.getCommandSpec().options().stream().map(OptionSpec::longestName);
        return Stream.concat(
                Stream.concat(Stream.of(line.getCommandName()), options),
                line.getSubcommands().values().stream().flatMap(ReferenceTest::words));
    }
}
