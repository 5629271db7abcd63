package dev.ferry.endpoint.cimxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What wbemcli ({@code wb}), the SBLIM client ({@code sb}) and pywbem ({@code pw}) were recorded to send, and what they are answered to it, byte for byte.
 * With {@code FERRY_WRITE_GOLDEN} set, the answers are written instead; then read what has changed.
 */
@Timeout(120)
class RecordedExchangesTest {
    private static final Path EXCHANGES = Path.of("src/test/resources/cimxml");
    /** Of a longer answer only the digest is kept. */
    private static final int BYTES_MAX = 16_384;

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(EXCHANGES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.xml"))
                    .map(name -> name.replace(".request.xml", ""))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersAsItAlwaysDid(String name) throws Exception {
        String answer = new World().answer(Files.readString(EXCHANGES.resolve(name + ".request.xml")));
        String kept = kept(answer);
        Path golden = EXCHANGES.resolve(name + ".answer.xml");
        if (System.getenv("FERRY_WRITE_GOLDEN") != null) {
            Files.writeString(golden, kept);
        }
        assertEquals(Files.readString(golden), kept);
    }

    /** Only pulls of what the recorder opened, and what is made in vain, can fail. */
    @Test
    void answersNearlyAllOfThemWell() throws Exception {
        int well = 0;
        for (String name : names()) {
            String answer = new World().answer(Files.readString(EXCHANGES.resolve(name + ".request.xml")));
            well += answer.contains("<ERROR ") ? 0 : 1;
            assertFalse(answer.contains("CODE=\"1\""), name);
        }
        assertTrue(well >= 55, well + " were answered well");
    }

    private static String kept(String answer) throws NoSuchAlgorithmException {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= BYTES_MAX
                ? answer
                : bytes.length + " bytes, SHA-256 "
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)) + "\n";
    }
}
