package dev.ferry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A port that somebody else has is told before anything is started. */
@Timeout(30)
class ListenPortsTest {
    private static Settings settings(Map<String, String> other) {
        Map<String, String> sets = new HashMap<>();
        for (String port :
                new String[] {"http.port", "wsman.port", "wsman.tls-port", "cimxml.port", "cimxml.tls-port"}) {
            sets.put("ferry." + port, "0");
        }
        sets.put("ferry.cluster.seeds", "127.0.0.1:25520");
        sets.put("ferry.database.url", "jdbc:postgresql://127.0.0.1/ferry");
        sets.putAll(other);
        return Settings.load(null, sets, Path.of("/srv/data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http.port",
                "wsman.port",
                "wsman.tls-port",
                "cimxml.port",
                "cimxml.tls-port",
                "data.port",
                "remote.port"
            })
    void namesTheSettingOfAPortThatIsTaken(String key) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Settings settings = settings(Map.of("ferry." + key, Integer.toString(other.getLocalPort())));
            String message = assertThrows(ListenPorts.Taken.class, () -> ListenPorts.requireFree(settings))
                    .getMessage();
            assertTrue(message.contains("127.0.0.1:" + other.getLocalPort()), message);
            assertTrue(message.contains("--set ferry." + key + "=PORT"), message);
        }
    }

    @Test
    void asksNothingOfPortsThatAreToBeFound() {
        assertDoesNotThrow(() -> ListenPorts.requireFree(settings(Map.of())));
    }

    @Test
    void namesAnAddressThatIsNotOfThisMachine() {
        Settings settings = settings(Map.of("ferry.wsman.host", "192.0.2.1", "ferry.wsman.port", "5985"));
        String message = assertThrows(ListenPorts.Taken.class, () -> ListenPorts.requireFree(settings))
                .getMessage();
        assertTrue(
                message.startsWith("nothing can listen at 192.0.2.1:5985 (Cannot assign requested address"), message);
    }

    @Test
    void namesAPortThatTwoDoorsAreToHave() throws IOException {
        int free;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            free = other.getLocalPort();
        }
        String port = Integer.toString(free);
        Settings settings = settings(Map.of("ferry.wsman.port", port, "ferry.cimxml.port", port));
        String message = assertThrows(ListenPorts.Taken.class, () -> ListenPorts.requireFree(settings))
                .getMessage();
        assertTrue(message.contains("--set ferry.cimxml.port=PORT"), message);
    }
}
