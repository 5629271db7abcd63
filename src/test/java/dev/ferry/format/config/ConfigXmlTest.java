package dev.ferry.format.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.FormatException;
import dev.ferry.format.Samples;
import dev.ferry.model.ReturnCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigXmlTest {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?>\n";
    private static final String SMALL = HEAD
            + "<configuration>\n <properties>\n  <name type=\"string\">wéb</name>\n </properties>\n</configuration>";

    @TempDir
    Path folder;

    @Test
    void writesWhatWindowsWrites() throws Exception {
        ConfigTree tree = ConfigTree.empty()
                .with("properties/name", "a<b>&\"c\"")
                .with("properties/empty", "")
                .with("properties/flag", true)
                .with("properties/off", false)
                .with("properties/number", -5)
                .with("properties/bytes", ConfigValue.of(new byte[50]))
                .with("properties/none", ConfigValue.of(new byte[0]));

        String expected = """
                \uFEFF<?xml version="1.0" encoding="UTF-16" standalone="yes"?>
                <configuration>
                  <properties>
                    <bytes type="bytes">AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
                AAA=
                </bytes>
                    <empty type="string"></empty>
                    <flag type="bool">True</flag>
                    <name type="string">a&lt;b&gt;&amp;"c"</name>
                    <none type="bytes"></none>
                    <number type="integer">-5</number>
                    <off type="bool">False</off>
                  </properties>
                </configuration>""".replace("\n", "\r\n");
        assertEquals(expected, new String(ConfigXmlWriter.write("x.xml", tree), UTF_16LE));
    }

    @Test
    void readsBackEveryTreeThatItWrites() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            ConfigTree tree = new ConfigTree(randomBranch(random, ConfigTree.ROOT, 4));
            assertEquals(tree, ConfigXmlReader.read("x.xml", ConfigXmlWriter.write("x.xml", tree)));
        }
    }

    @Test
    void tellsTheEncodingByTheBytesAndNotByTheDeclaration() throws Exception {
        for (byte[] file : List.of(
                join(bytes(0xFF, 0xFE), SMALL, UTF_16LE),
                join(bytes(0xFE, 0xFF), SMALL, UTF_16BE),
                join(bytes(0xEF, 0xBB, 0xBF), SMALL, UTF_8),
                join(bytes(), SMALL, UTF_16LE),
                join(bytes(), SMALL, UTF_16BE),
                join(bytes(), SMALL, UTF_8))) {
            assertEquals(
                    "wéb",
                    ConfigXmlReader.read("x", file).string("properties/name").orElseThrow());
        }
        byte[] ascii = SMALL.replace('é', 'e').getBytes(US_ASCII);
        assertEquals(
                "web",
                ConfigXmlReader.read("x", ascii).string("properties/name").orElseThrow());
    }

    @Test
    void refusesTextThatIsNotInItsEncoding() {
        assertRefused("not valid UTF-8", join(bytes(), SMALL, ISO_8859_1));
        assertRefused("not valid UTF-16LE", Arrays.copyOf(join(bytes(0xFF, 0xFE), SMALL, UTF_16LE), 41));
    }

    @Test
    void refusesDocumentTypesAndEntities() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "TOP-SECRET");
        String external = "<!DOCTYPE configuration [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>";
        String laughs = "<!DOCTYPE configuration [<!ENTITY a \"ha\"><!ENTITY b \"" + "&a;".repeat(100)
                + "\"><!ENTITY e \"" + "&b;".repeat(100) + "\">]>";
        String remote = "<!DOCTYPE configuration SYSTEM \"http://127.0.0.1:1/x.dtd\">";
        for (String type : List.of(external, laughs, remote)) {
            String body = "<configuration><a type=\"string\">&e;</a></configuration>";
            FormatException refused = assertRefused("document type", (type + body).getBytes(UTF_8));
            assertFalse(refused.getMessage().contains("TOP-SECRET"));
        }
        assertRefused("line 1", "<configuration><a type=\"string\">&undefined;</a></configuration>".getBytes(UTF_8));
    }

    @Test
    void keepsWithinItsBounds() {
        assertRefused("at most 64 deep", ("<configuration>" + "<a>".repeat(10_000)).getBytes(UTF_8));
        assertRefused("at most 100000 elements", ("<configuration>" + "<a></a>".repeat(100_001)).getBytes(UTF_8));
        assertRefused("at most 8388608 bytes", new byte[ConfigXmlReader.MAX_BYTES + 1]);
    }

    @Test
    void neverReadsMoreOfAStreamThanItMay() throws IOException {
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                given += length;
                assertTrue(given <= ConfigXmlReader.MAX_BYTES + 1L, "read on after the bound");
                return length;
            }
        };
        assertThrows(FormatException.class, () -> ConfigXmlReader.read("x", endless));
        assertThrows(FormatException.class, () -> ConfigXmlReader.read("x", new ByteArrayInputStream(new byte[0])));
    }

    @Test
    void saysWhichLineBreaksWhichRule() {
        assertRefused(
                "x.xml, line 3", (HEAD + "<configuration>\n<a type=\"integer\">x</a></configuration>").getBytes(UTF_8));
        assertRefused("'a' is not a value of type 'bool'", in("<a type=\"bool\">maybe</a>"));
        assertRefused("'a' is not a value of type 'bytes'", in("<a type=\"bytes\">!!!</a>"));
        assertRefused("'a' is not a value of type 'double'", in("<a type=\"double\">1.5</a>"));
        assertRefused("'a' is not a value of type 'integer'", in("<a type=\"integer\">18446744073709551616</a>"));
        assertRefused("'a' has text but no type", in("<a>text</a>"));
        assertRefused("has the element 'b' in it", in("<a type=\"string\"><b></b></a>"));
        assertRefused("the root is 'other'", "<other></other>".getBytes(UTF_8));
        assertRefused("not well-formed", "<configuration><a>".getBytes(UTF_8));
        assertRefused("not well-formed", in("<a type=\"string\" type=\"bool\"></a>"));
        assertRefused("not well-formed", new byte[0]);
        assertRefused("is not a name", in("<ns:a type=\"string\"></ns:a>"));
        assertRefused("not well-formed", "+ADw-configuration+AD4-".getBytes(US_ASCII));
    }

    @Test
    void noDamageToAFileDoesMoreThanAFormatException() throws Exception {
        Random random = new Random(13);
        byte[] whole = ConfigXmlWriter.write("x.xml", new ConfigTree(randomBranch(random, ConfigTree.ROOT, 4)));
        byte[] ascii = new String(whole, UTF_16LE).substring(1).getBytes(UTF_8);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = (i % 2 == 0 ? whole : ascii).clone();
            for (int hits = random.nextInt(4); hits >= 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) (random.nextBoolean() ? '<' : random.nextInt());
            }
            byte[] cut = Arrays.copyOf(damaged, damaged.length - random.nextInt(20));
            try {
                ConfigXmlReader.read("x.xml", cut);
            } catch (FormatException e) {
                assertTrue(e.getMessage().startsWith("x.xml, line "), e.getMessage());
            }
        }
    }

    @Test
    void aBrokenValueIsNotRepeatedInFull() {
        FormatException refused = assertRefused("integer", in("<a type=\"integer\">" + "9".repeat(1_000_000) + "</a>"));
        assertTrue(refused.getMessage().length() < 500, refused.getMessage());
    }

    @Test
    void refusesToWriteWhatXmlCannotHold() {
        assertUnwritable("'\\u0001x'", ConfigTree.empty().with("a/\u0001x", "v"));
        assertUnwritable("'a b'", ConfigTree.empty().with("a b", "v"));
        assertUnwritable("U+0007", ConfigTree.empty().with("a/b", "bell \u0007"));
        assertUnwritable("U+D800", ConfigTree.empty().with("a/b", "half \uD800 of a pair"));
        assertUnwritable("64 levels", ConfigTree.empty().with("a/".repeat(70) + "b", 1));
    }

    @Test
    void writesTheRealFileOf2012R2BackToTheByte() throws Exception {
        byte[] real = Samples.bytes("config/D351C151-DAC7-4042-B434-B72D522C1E4A.xml");
        ConfigTree tree = ConfigXmlReader.read("real", real);

        assertEquals("Default Generation 2", tree.string("properties/name").orElseThrow());
        assertArrayEquals(real, ConfigXmlWriter.write("real", tree));
    }

    @Test
    void readsTheRealFileThatDeclaresUtf16AndIsAscii() throws Exception {
        byte[] real = Samples.bytes("config/third-party-ascii-declared-utf16.XML");
        ConfigTree tree = ConfigXmlReader.read("real", real);

        String ours = new String(ConfigXmlWriter.write("real", tree), UTF_16LE);
        assertEquals(new String(real, US_ASCII).strip(), ours.substring(1).replace("\r", ""));
    }

    private static byte[] in(String elements) {
        return ("<configuration>" + elements + "</configuration>").getBytes(UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[] mark, String text, Charset charset) {
        byte[] encoded = text.getBytes(charset);
        byte[] joined = Arrays.copyOf(mark, mark.length + encoded.length);
        System.arraycopy(encoded, 0, joined, mark.length, encoded.length);
        return joined;
    }

    private static FormatException assertRefused(String part, byte[] file) {
        FormatException refused = assertThrows(FormatException.class, () -> ConfigXmlReader.read("x.xml", file));
        assertEquals(ReturnCode.INCORRECT_DATA_TYPE, refused.refusal().code());
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
        assertFalse(refused.refusal().remedy().isEmpty());
        return refused;
    }

    private static void assertUnwritable(String part, ConfigTree tree) {
        FormatException refused = assertThrows(FormatException.class, () -> ConfigXmlWriter.write("x.xml", tree));
        assertTrue(refused.getMessage().contains(part), refused.getMessage());
    }

    private static Branch randomBranch(Random random, String name, int depth) {
        return new Branch(
                name,
                random.ints(random.nextInt(6), 0, 5)
                        .<ConfigNode>mapToObj(n -> random.nextBoolean() && depth > 0
                                ? randomBranch(random, "node" + n, depth - 1)
                                : new Leaf("leaf" + n, randomValue(random)))
                        .toList());
    }

    private static ConfigValue randomValue(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> ConfigValue.of(random.nextLong());
            case 1 -> ConfigValue.of(random.nextBoolean());
            case 2 -> {
                byte[] bytes = new byte[random.nextInt(200)];
                random.nextBytes(bytes);
                yield ConfigValue.of(bytes);
            }
            default -> ConfigValue.of(randomText(random));
        };
    }

    private static String randomText(Random random) {
        String letters = "ab ]]><>&\"'\t\r\n é漢\uD83D\uDE00";
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(20), 0, points.length).forEach(i -> text.appendCodePoint(points[i]));
        return text.toString();
    }
}
