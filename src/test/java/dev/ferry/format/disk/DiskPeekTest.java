package dev.ferry.format.disk;

import static dev.ferry.format.disk.MadeDisks.MIB;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.FormatException;
import dev.ferry.format.OtherTools;
import dev.ferry.format.Samples;
import dev.ferry.format.vhdx.VhdxLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskPeekTest {
    @TempDir
    Path folder;

    private int files;

    @Test
    void tellsADifferencingVhdxAndItsParent() throws Exception {
        assertEquals(
                new DiskFacts(
                        DiskKind.VHDX_DIFFERENCING,
                        2 * MIB,
                        true,
                        MadeDisks.OWN_ID.toString().toUpperCase(Locale.ROOT),
                        false,
                        Optional.of(new ParentClaim(
                                List.of(".\\p.vhdx", "C:\\d\\p.vhdx", "\\\\?\\Volume{x}\\d\\p.vhdx"),
                                List.of(MadeDisks.PARENT_ID.toString().toUpperCase(Locale.ROOT))))),
                peek("child.avhdx", MadeDisks.differencingVhdx(locator())));
    }

    @Test
    void takesTheNewerHeaderThatIsIntact() throws Exception {
        ByteBuffer file = MadeDisks.differencingVhdx(locator());
        MadeDisks.header(file, 64 * 1024, 9, new UUID(3, 3), new UUID(4, 4));
        assertEquals(
                "00000000-0000-0003-0000-000000000003", peek("a.vhdx", file).identity());
        assertTrue(peek("a.vhdx", file).needsReplay());

        file.put(64 * 1024 + 100, (byte) 1);
        assertEquals(
                MadeDisks.OWN_ID.toString().toUpperCase(Locale.ROOT),
                peek("a.vhdx", file).identity());
        assertFalse(peek("a.vhdx", file).needsReplay());
    }

    @Test
    void namesTheBrokenStructureOfAVhdx() throws Exception {
        assertBroken("VHDX header is damaged in both", ruin(64 * 1024 + 100, 128 * 1024 + 100));
        assertBroken("VHDX region table is damaged in both", ruin(192 * 1024 + 100, 256 * 1024 + 100));
        assertEquals(
                DiskKind.VHDX_DIFFERENCING,
                peek("a.vhdx", ruin(192 * 1024 + 100)).kind());
        assertBroken("VHDX metadata table is not one", ruin(MadeDisks.METADATA));
        assertBroken("VHDX file parameters give blocks", ruin(MadeDisks.METADATA + 64 * 1024 + 8));
        assertBroken("VHDX virtual disk size is", ruin(MadeDisks.METADATA + 64 * 1024));
        assertBroken("VHDX parent locator is of an unknown type", ruin(MadeDisks.LOCATOR));
        assertBroken("an entry that lies outside", ruin(MadeDisks.LOCATOR + 23));
        assertBroken("entries, more than 64", ruin(MadeDisks.LOCATOR + 19));
        assertBroken("VHDX header is damaged", ByteBuffer.wrap("vhdxfile".getBytes(US_ASCII)));
    }

    @Test
    void refusesRegionsThatItDoesNotKnow() throws Exception {
        ByteBuffer file = MadeDisks.differencingVhdx(locator());
        for (int at : new int[] {192 * 1024, 256 * 1024}) {
            file.position(at + 16);
            VhdxLayout.putGuid(file, new UUID(8, 8));
            MadeDisks.seal(file, at, 64 * 1024);
        }
        assertBroken("requires the region 00000000-0000-0008", file);
    }

    @Test
    void noDamageToAFileDoesMoreThanAFormatException() throws Exception {
        Random random = new Random(11);
        ByteBuffer whole = MadeDisks.differencingVhdx(locator());
        ByteBuffer vhd = MadeDisks.vhd(4, MIB);
        for (int i = 0; i < 300; i++) {
            ByteBuffer damaged = copy(i % 2 == 0 ? whole : vhd);
            int from = i % 2 == 0 ? MadeDisks.METADATA : 0;
            for (int hits = 0; hits < 40; hits++) {
                damaged.put(from + random.nextInt(i % 2 == 0 ? 400 : 1536), (byte) random.nextInt());
                damaged.put(Math.min(MadeDisks.LOCATOR, damaged.capacity() - 600) + random.nextInt(300), (byte)
                        random.nextInt());
            }
            try {
                peek("a.vhdx", damaged);
            } catch (FormatException e) {
                assertFalse(e.refusal().message().isEmpty());
            }
        }
    }

    @Test
    void tellsTheKindsOfVhd() throws Exception {
        String identity = "00000000-0000-0007-0000-000000000008";
        assertEquals(
                new DiskFacts(DiskKind.VHD_FIXED, MIB, true, identity, false, Optional.empty()),
                peek("a.vhd", MadeDisks.vhd(2, MIB)));
        assertEquals(
                new DiskFacts(DiskKind.VHD_DYNAMIC, MIB, true, identity, false, Optional.empty()),
                peek("a.vhd", MadeDisks.vhd(3, MIB)));
        assertEquals(
                new DiskFacts(
                        DiskKind.VHD_DIFFERENCING,
                        MIB,
                        true,
                        identity,
                        false,
                        Optional.of(new ParentClaim(
                                List.of(".\\parent.vhd", "C:\\d\\parent.vhd"),
                                List.of("00000000-0000-0001-0000-000000000002")))),
                peek("a.avhd", MadeDisks.vhd(4, MIB)));
    }

    @Test
    void namesTheBrokenStructureOfAVhd() throws Exception {
        ByteBuffer torn = MadeDisks.vhd(3, MIB);
        torn.put(torn.capacity() - 400, (byte) 1);
        assertEquals(DiskKind.VHD_DYNAMIC, peek("a.vhd", torn).kind());
        assertBroken("VHD footer has a wrong checksum", torn.put(200, (byte) 1));
        assertBroken(
                "VHD dynamic header has a wrong checksum", MadeDisks.vhd(3, MIB).put(900, (byte) 1));
        assertBroken("VHD dynamic header is not there", MadeDisks.vhd(3, MIB).put(512, (byte) 1));
        assertBroken("VHD footer has the unknown disk type 9", MadeDisks.vhd(9, MIB));
        assertBroken("VHD footer gives a disk of", MadeDisks.vhd(3, MIB + 1));
        ByteBuffer shortened = MadeDisks.vhd(2, MIB).position(MIB / 2).slice();
        assertBroken("content of the fixed VHD is shorter", shortened);
    }

    @Test
    void tellsAQcow2AndNeverWhatItNames() throws Exception {
        assertEquals(
                new DiskFacts(DiskKind.QCOW2, 5L << 30, true, "", false, Optional.empty()),
                peek("a.qcow2", MadeDisks.qcow2(3, "", 0)));
        DiskFacts overlay = peek("a.raw", MadeDisks.qcow2(3, "/etc/passwd", 0));
        assertEquals(DiskKind.QCOW2_OVERLAY, overlay.kind());
        assertTrue(overlay.kind().needsParent());
        assertEquals(List.of("/etc/passwd"), overlay.parent().orElseThrow().paths());
        assertFalse(overlay.extensionAgrees());
        assertBroken("keeps its data in another file", MadeDisks.qcow2(3, "", 4));
        assertBroken("qcow2 header has version 4", MadeDisks.qcow2(4, "", 0));
        assertBroken("outside the file", MadeDisks.qcow2(2, "x", 0).putLong(8, Long.MAX_VALUE - 3));
        assertBroken("may have 1023 bytes", MadeDisks.qcow2(2, "x", 0).putInt(16, -1));
    }

    @Test
    void goesByTheExtensionWhereThereIsNoSignature() throws Exception {
        ByteBuffer nothing = ByteBuffer.allocate(3);
        assertEquals(new DiskFacts(DiskKind.RAW, 3, true, "", false, Optional.empty()), peek("a.img", nothing));
        assertEquals(DiskKind.RAW, peek("noextension", nothing).kind());
        assertEquals(new DiskFacts(DiskKind.ISO, 3, true, "", false, Optional.empty()), peek("A.ISO", nothing));
        for (String name : List.of("a.vhdx", "a.VHD", "a.qcow2")) {
            DiskFacts facts = peek(name, nothing);
            assertEquals(DiskKind.RAW, facts.kind());
            assertFalse(facts.extensionAgrees());
        }
        assertFalse(peek("a.vhd", MadeDisks.differencingVhdx(locator())).extensionAgrees());
        assertTrue(peek("a.disk", MadeDisks.vhd(2, MIB)).extensionAgrees());
    }

    @Test
    void agreesWithQemuAboutItsDisks() throws Exception {
        for (Map.Entry<String, DiskKind> made : Map.of(
                        "vhdx", DiskKind.VHDX_DYNAMIC, "vpc", DiskKind.VHD_DYNAMIC, "qcow2", DiskKind.QCOW2)
                .entrySet()) {
            Path file = folder.resolve("made." + made.getKey());
            OtherTools.run(folder, "qemu-img", "create", "-q", "-f", made.getKey(), file.toString(), "64M");
            try (FileChannel channel = FileChannel.open(file)) {
                assertEquals(made.getValue(), DiskPeek.peek("made", channel).kind());
            }
        }
    }

    @Test
    void tellsRealDisks() throws Exception {
        Map<String, DiskKind> real = Map.of(
                "dynamic.vhd", DiskKind.VHD_DYNAMIC,
                "dynamic.vhdx", DiskKind.VHDX_DYNAMIC,
                "fixed.vhdx", DiskKind.VHDX_FIXED);
        for (Map.Entry<String, DiskKind> disk : real.entrySet()) {
            Path packed = Samples.path("disks/" + disk.getKey() + ".gz");
            Path file = folder.resolve(disk.getKey());
            try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
                Files.copy(in, file);
            }
            try (FileChannel channel = FileChannel.open(file)) {
                DiskFacts facts = DiskPeek.peek(disk.getKey(), channel);
                assertEquals(disk.getValue(), facts.kind());
                assertEquals(10L * MIB, facts.virtualSizeBytes());
                assertTrue(facts.extensionAgrees());
            }
        }
    }

    private static Map<String, String> locator() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("parent_linkage2", "{00000000-0000-0000-0000-000000000000}");
        entries.put("volume_path", "\\\\?\\Volume{x}\\d\\p.vhdx");
        entries.put("absolute_win32_path", "C:\\d\\p.vhdx");
        entries.put("relative_path", ".\\p.vhdx");
        entries.put("parent_linkage", "{" + MadeDisks.PARENT_ID + "}");
        return entries;
    }

    private static ByteBuffer ruin(int... places) {
        ByteBuffer file = MadeDisks.differencingVhdx(locator());
        for (int place : places) {
            file.put(place, (byte) (file.get(place) ^ 0x7F));
        }
        return file;
    }

    private static ByteBuffer copy(ByteBuffer file) {
        return ByteBuffer.allocate(file.capacity()).put(file.duplicate().clear());
    }

    private void assertBroken(String part, ByteBuffer file) {
        FormatException broken = assertThrows(FormatException.class, () -> peek("a.vhdx", file));
        assertTrue(broken.getMessage().startsWith("a.vhdx: "), broken.getMessage());
        assertTrue(broken.getMessage().contains(part), broken.getMessage());
    }

    private DiskFacts peek(String name, ByteBuffer content) throws IOException, FormatException {
        Path file = folder.resolve("file-" + files++);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(content.duplicate().clear());
            return DiskPeek.peek(name, channel);
        }
    }
}
