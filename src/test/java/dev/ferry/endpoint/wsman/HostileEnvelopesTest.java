package dev.ferry.endpoint.wsman;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.cim.object.Toy;
import dev.ferry.endpoint.wsman.soap.Reply;
import dev.ferry.testkit.Repeated;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Recorded requests with bytes changed, cut out, doubled and exchanged: each is answered, and none is an error of this program.
 */
@Timeout(3600)
class HostileEnvelopesTest {
    private static final List<String> SEEDS = List.of(
            "get-wsl", "enumerate-pywinrm", "select-wsl", "links-wsl", "invoke-wsl", "invoke-omi", "enumerate-intel");
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "&",
            "\"",
            "]]>",
            "<![CDATA[",
            "<!--",
            "<!DOCTYPE a>",
            "&#0;",
            "&lol;",
            "\u0000",
            "\uFFFF",
            "xsi:nil=\"true\"",
            "<a>",
            "</a>",
            "9999999999999999999999",
            "*",
            "../..",
            "\\",
            "'",
            "{",
            "}",
            " OR 1=1",
            "PT-1S");

    private final ToyDoor door = new ToyDoor(Toy.ofMachines(3, 2));

    @Test
    void areAnsweredWithNothingButAReplyOrAFault() throws Exception {
        Random random = new Random(7);
        Repeated.times(3_000, () -> {
            byte[] request = mutated(
                    ToyDoor.recorded(SEEDS.get(random.nextInt(SEEDS.size()))).getBytes(StandardCharsets.UTF_8), random);
            Reply reply = door.send(request, "UTF-8");
            assertFalse(
                    reply.text().contains("wsman:InternalError"), () -> new String(request, StandardCharsets.UTF_8));
            // What the toy remembers is no matter of the door.
            door.calls.clear();
        });
    }

    @Test
    void areRefusedWhenTheyAreTooDeepTooWideOrTooLong() {
        String open = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Header/><s:Body>";
        for (String hostile : List.of(
                open + "<a>".repeat(100_000),
                open + "<a/>".repeat(100_000),
                open + "<a " + attributes(100) + "/>",
                open + "<a b=\"" + "x".repeat(100_000) + "\"/>",
                "<!DOCTYPE a [<!ENTITY b \"" + "x".repeat(1000) + "\">]>" + open + "&b;".repeat(1000))) {
            Reply reply = door.send(hostile);
            assertTrue(reply.isFault(), reply.text());
            assertTrue(
                    reply.text().contains("wsman:EncodingLimit")
                            || reply.text().contains("wsman:SchemaValidationError"),
                    reply.text());
        }
    }

    private static String attributes(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append("a").append(i).append("=\"\" ");
        }
        return out.toString();
    }

    private static byte[] mutated(byte[] request, Random random) {
        byte[] out = request.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(out.length);
            int to = Math.min(out.length, at + 1 + random.nextInt(40));
            byte[] piece =
                    switch (random.nextInt(4)) {
                        case 0 -> new byte[] {(byte) random.nextInt(256)};
                        case 1 -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                        case 2 -> Arrays.copyOfRange(out, at, to);
                        default -> new byte[0];
                    };
            int from = random.nextBoolean() ? at : to;
            out = joined(Arrays.copyOf(out, at), piece, Arrays.copyOfRange(out, from, out.length));
            if (out.length == 0) {
                return request;
            }
        }
        return out;
    }

    private static byte[] joined(byte[] one, byte[] two, byte[] three) {
        byte[] all = Arrays.copyOf(one, one.length + two.length + three.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        System.arraycopy(three, 0, all, one.length + two.length, three.length);
        return all;
    }
}
