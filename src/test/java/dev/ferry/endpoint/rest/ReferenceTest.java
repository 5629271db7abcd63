package dev.ferry.endpoint.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ferry.model.ReturnCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReferenceTest {
    @Test
    void tellsEveryReturnCodeWithItsTextAndStatus() throws IOException {
        List<String> told = Files.readAllLines(Path.of("docs/reference/return-codes.md")).stream()
                .filter(line -> line.matches("\\| \\d+ \\|.*"))
                .map(line -> line.split(" \\| ", -1))
                .map(cells -> String.join(" | ", cells[0].substring(2), cells[1], cells[2]))
                .toList();
        List<String> given = Arrays.stream(ReturnCode.values())
                .map(code -> code.number() + " | " + code.cimText() + " | " + code.httpStatus())
                .toList();
        assertEquals(given, told);
    }

    @Test
    void tellsMachinesTheSameRoutesAsPeople() throws IOException {
        JsonNode paths = OpenApi.read().path("paths");
        assertTrue(Reference.endpoints().size() >= 31, () -> "read too few");
        for (Reference.Endpoint one : Reference.endpoints()) {
            assertTrue(paths.path(one.path()).has(one.method().toLowerCase(Locale.ROOT)), () -> one + " is not in it");
        }
    }

    @Test
    void referencesOnlyWhatItHas() {
        JsonNode document = OpenApi.read();
        for (JsonNode reference : document.findValues("$ref")) {
            String place = reference.asText().substring(1);
            assertTrue(!document.at(place).isMissingNode(), place);
        }
    }
}
