package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SchemaCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return SchemaCommand.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Namespace.class)
    void printsWhatCanBeReadAgain(Namespace namespace) throws CimFailure {
        assertEquals(0, run(namespace.path()));
        String printed = out.toString(StandardCharsets.UTF_8);
        Schema again = Schema.read(namespace.path(), List.of(new MofSource("printed", printed)));
        assertEquals(namespace.schema().classes().size(), again.classes().size());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void namesTheNamespacesThatThereAre() {
        assertEquals(2, run("root/cimv2"));
        String told = err.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("'root/cimv2'") && told.contains("root/HyperVCluster/v2"), told);
        assertEquals(0, out.size());
    }
}
