package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.cim.object.Toy;
import dev.ferry.endpoint.wsman.soap.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients were recorded to send, with the names of a small namespace, and each byte of what they are answered. */
@Timeout(60)
class GoldenExchangesTest {
    private final ToyDoor door = new ToyDoor(Toy.ofMachines(3, 2));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identify-wsl",
                "enumerate-wsl",
                "enumerate-optimized-wsl",
                "enumerate-epr-wsl",
                "get-wsl",
                "select-wsl",
                "links-wsl",
                "invoke-wsl",
                "enumerate-pywinrm",
                "get-pywinrm",
                "get-missing-pywinrm",
                "invoke-omi",
                "enumerate-intel"
            })
    void answersByteForByte(String name) throws IOException {
        check(name, door.send(ToyDoor.recorded(name)));
    }

    @Test
    void pullsByteForByte() throws IOException {
        String context = ToyDoor.context(door.send(ToyDoor.recorded("enumerate-wsl")));
        check("pull-wsl", door.send(ToyDoor.recorded("pull-wsl").replace("@CONTEXT@", context)));
    }

    /** What differs is left in a folder of its own, to be looked at and taken over. */
    private static void check(String name, Reply reply) throws IOException {
        String expected = ToyDoor.resource(name + ".reply.xml");
        if (!expected.equals(reply.text())) {
            Path folder = Files.createDirectories(Path.of("target", "golden-wsman"));
            Files.writeString(folder.resolve(name + ".reply.xml"), reply.text());
        }
        assertEquals(expected, reply.text());
    }
}
