package dev.ferry.format.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.format.layout.DefinitionFile.Kind;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FolderReaderTest {
    private static final String ID = "D351C151-DAC7-4042-B434-B72D522C1E4A";
    private static final String OTHER = "0AA394FA-7C4A-4070-BA32-773D43B28A68";
    private static final SystemId SYSTEM = new SystemId(ID);
    private static final SnapshotId SNAPSHOT = new SnapshotId(OTHER);

    @Test
    void findsAgainWhatAnExportIsMadeOf() {
        FolderFinding.Export export = export(List.of(
                ExportLayout.MANIFEST,
                ExportLayout.MANIFEST_FOLDER + "/0.tree",
                ExportLayout.definition(SYSTEM),
                ExportLayout.memoryFile(SYSTEM),
                ExportLayout.stateFile(SYSTEM),
                ExportLayout.definition(SNAPSHOT),
                ExportLayout.memoryFile(SNAPSHOT),
                ExportLayout.disk("a.vhdx"),
                ExportLayout.disk("a_1.avhdx")));

        assertEquals(new DefinitionFile("Virtual Machines/" + ID + ".xml", Kind.XML, ID), export.definition());
        assertEquals(List.of(new DefinitionFile("Snapshots/" + OTHER + ".xml", Kind.XML, OTHER)), export.snapshots());
        assertEquals(
                Map.of(
                        ID,
                        List.of(ExportLayout.memoryFile(SYSTEM), ExportLayout.stateFile(SYSTEM)),
                        OTHER,
                        List.of(ExportLayout.memoryFile(SNAPSHOT))),
                export.runtimeFiles());
        assertEquals(List.of("Virtual Hard Disks/a.vhdx", "Virtual Hard Disks/a_1.avhdx"), export.disks());
    }

    @Test
    void readsNamesAsWindowsDoes() {
        String lower = ID.toLowerCase(Locale.ROOT);
        FolderFinding.Export export = export(List.of(
                "VIRTUAL MACHINES/" + lower + ".VMCX",
                "virtual machines/" + lower + ".VMRS",
                "virtual machines/" + lower + ".vmgs",
                "snapshots/" + OTHER + ".Vmcx",
                "virtual hard disks/A.VHDX"));

        assertEquals(Kind.VMCX, export.definition().kind());
        assertEquals(ID, export.definition().id());
        assertEquals(2, export.runtimeFiles().get(ID).size());
        assertEquals(1, export.snapshots().size());
        assertEquals(List.of("virtual hard disks/A.VHDX"), export.disks());
    }

    @Test
    void readsA2008ExportWhoseConfigXmlIsNoDefinition() {
        FolderFinding.Export export = export(List.of("config.xml", "Virtual Machines/" + ID + ".exp"));
        assertEquals(Kind.EXP, export.definition().kind());
    }

    @Test
    void readsABareFolderAndOneOfAThirdParty() {
        FolderFinding.Export bare = export(List.of(ID + ".xml", ID + "/" + ID + ".vsv", "disk.vhd", "notes.xml"));
        assertEquals(ID + ".xml", bare.definition().path());
        assertEquals(List.of(ID + "/" + ID + ".vsv"), bare.runtimeFiles().get(ID));
        assertEquals(List.of("disk.vhd"), bare.disks());

        FolderFinding.Export third = export(List.of("Virtual Machines/vm.XML", "Virtual Hard Disks/disk.vhd"));
        assertEquals(new DefinitionFile("Virtual Machines/vm.XML", Kind.XML, ""), third.definition());
        assertTrue(third.runtimeFiles().isEmpty());
    }

    @Test
    void severalDefinitionsAreAmbiguousUntilOneIsNamed() {
        List<String> paths = List.of(
                "Virtual Machines/" + ID + ".xml",
                "Virtual Machines/" + OTHER + ".vmcx",
                "Virtual Machines/" + OTHER + "/" + OTHER + ".bin");

        FolderFinding.Ambiguous ambiguous = assertInstanceOf(FolderFinding.Ambiguous.class, FolderReader.read(paths));
        assertEquals(
                List.of(OTHER, ID),
                ambiguous.definitions().stream().map(DefinitionFile::id).toList());
        FolderFinding.Export one = FolderReader.readOne(paths, "Virtual Machines/" + OTHER + ".vmcx")
                .orElseThrow();
        assertEquals(1, one.runtimeFiles().get(OTHER).size());
        assertTrue(FolderReader.readOne(paths, "Virtual Machines/x.xml").isEmpty());
    }

    @Test
    void listsTheExportsInAFolderOfExports() {
        FolderFinding.ParentOfExports parent = assertInstanceOf(
                FolderFinding.ParentOfExports.class,
                FolderReader.read(List.of(
                        "web/Virtual Machines/" + ID + ".xml",
                        "db/" + OTHER + ".xml",
                        "src/pom.xml",
                        "deep/er/Virtual Machines/" + ID + ".xml",
                        "readme.txt",
                        ".ferry/job/Virtual Machines/" + ID + ".xml")));
        assertEquals(List.of("db", "web"), parent.folders());
    }

    @Test
    void staysQuietAboutFoldersOfOthers() {
        assertEquals(new FolderFinding.Nothing(), FolderReader.read(List.of()));
        assertEquals(
                new FolderFinding.Nothing(),
                FolderReader.read(List.of("a/b.txt", "config.xml", ".ferry/x/" + ID + ".xml")));
    }

    @Test
    void locatesADiskByTheLastNameOfItsPath() {
        List<String> found = List.of("Virtual Hard Disks/Disk.vhdx", "other/disk.vhdx", "other/b.vhd", "third/B.vhd");

        assertEquals(located("Virtual Hard Disks/Disk.vhdx"), DiskLocation.locateDisk("C:\\Disks\\disk.VHDX", found));
        assertEquals(located("Virtual Hard Disks/Disk.vhdx"), DiskLocation.locateDisk("/srv/x/disk.vhdx", found));
        assertEquals(located("other/b.vhd"), DiskLocation.locateDisk("\\\\host\\share\\b.vhd", found));
        assertEquals(
                new DiskLocation.Ambiguous("B.VHD", List.of("other/b.vhd", "third/B.vhd")),
                DiskLocation.locateDisk("D:B\\B.VHD", found));
        assertEquals(new DiskLocation.NotFound("c.vhd"), DiskLocation.locateDisk("C:\\c.vhd", found));
        assertEquals(new DiskLocation.NotFound(""), DiskLocation.locateDisk("C:\\folder\\", found));
    }

    @Test
    void locatesADiskWhateverTheFormOfItsAccents() {
        List<String> found = List.of("Virtual Hard Disks/Bu\u0308ro.vhdx");
        assertEquals(
                located("Virtual Hard Disks/Bu\u0308ro.vhdx"), DiskLocation.locateDisk("C:\\B\u00FCRO.vhdx", found));
    }

    private static FolderFinding.Export export(List<String> paths) {
        return assertInstanceOf(FolderFinding.Export.class, FolderReader.read(paths));
    }

    private static DiskLocation located(String path) {
        return new DiskLocation.Located(path);
    }
}
