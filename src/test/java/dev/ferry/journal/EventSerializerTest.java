package dev.ferry.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumeEvent;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is in the journal stays readable. Each event has a golden file; one that is missing is made once, with
 * {@code mvn test -Dtest=EventSerializerTest -Dferry.golden.write=true}, and is never made anew: an event that is written
 * otherwise is another version, with a name and a golden file of its own.
 */
@Timeout(30)
class EventSerializerTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "journal");

    private final EventSerializer serializer = new EventSerializer();

    @Test
    void hasANameAndAnExampleForEveryEvent() {
        Set<Class<?>> exampled = new HashSet<>();
        EventExamples.all().forEach(event -> exampled.add(event.getClass()));
        Stream.of(SystemEvent.class, JobEvent.class, VolumeEvent.class)
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .forEach(type -> {
                    assertTrue(EventNames.all().containsValue(type), type + " has no name in EventNames");
                    assertTrue(exampled.contains(type), type + " has no example in EventExamples");
                });
        // The two that are not events are the snapshots.
        assertEquals(exampled.size() + 2, EventNames.all().size());
    }

    @Test
    void namesAreKebabWordsWithAVersion() {
        EventNames.all()
                .keySet()
                .forEach(name -> assertTrue(
                        name.matches("(system|job|volume)(\\.[a-z]+(-[a-z]+)*)?:[1-9][0-9]*"),
                        name + " is not a name of the journal"));
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        for (Object event : everything()) {
            assertEquals(
                    event,
                    serializer.fromBinary(serializer.toBinary(event), serializer.manifest(event)),
                    serializer.manifest(event));
        }
    }

    @Test
    void writesEachExampleAsItsGoldenFileSays() throws Exception {
        for (Object event : EventExamples.all()) {
            golden(event, serializer.manifest(event));
        }
        golden(EventExamples.moveReserved(), "system.reserved:1", "move");
        golden(EventExamples.movePlanned(), "job.planned:1", "move");
        golden(EventExamples.equipReserved(), "system.reserved:1", "equip");
        golden(EventExamples.equipPlanned(), "job.planned:1", "equip");
        golden(EventExamples.realizeReserved(), "system.reserved:1", "realize");
        golden(EventExamples.planReserved(), "system.identity-reserved:1", "plan");
        golden(EventExamples.snapshotsReserved(), "system.reserved:1", "snapshots");
        golden(EventExamples.validateReserved(), "system.reserved:1", "validate");
        golden(EventExamples.planPlanned(), "job.planned:1", "plan");
        golden(EventExamples.volume(), "volume:1");
        for (var system : Examples.systems()) {
            golden(system, "system:1", system.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void readsEveryGoldenFileThereEverWas() throws Exception {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Set<String> names = new TreeSet<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceFirst("-v([0-9]+)(\\.[a-z]+)?\\.json$", ":$1");
                serializer.fromBinary(Files.readAllBytes(file), name);
                names.add(name);
            }
            assertEquals(EventNames.all().keySet(), names);
        }
    }

    @Test
    void forgivesAFieldThatALaterBuildHasDropped() throws Exception {
        byte[] old = "{\"state\":\"RUNNING\",\"at\":\"2026-11-20T10:15:30Z\",\"host\":{\"name\":\"n\"}}"
                .getBytes(StandardCharsets.UTF_8);
        Object read = serializer.fromBinary(old, "system.state-changed:1");
        assertEquals(new SystemEvent.StateChanged(SystemState.RUNNING, Instant.parse("2026-11-20T10:15:30Z")), read);
    }

    @Test
    void refusesAnEntryThatItDoesNotKnowByItsName() {
        var unknown =
                assertThrows(NotSerializableException.class, () -> serializer.fromBinary(new byte[0], "job.paused:2"));
        assertTrue(unknown.getMessage().contains("'job.paused:2'"), unknown.getMessage());
        var torn = assertThrows(
                NotSerializableException.class,
                () -> serializer.fromBinary("{\"state\":\"MOON".getBytes(StandardCharsets.UTF_8), "job.ended:1"));
        assertTrue(torn.getMessage().contains("'job.ended:1'"), torn.getMessage());
        var stranger = assertThrows(IllegalArgumentException.class, () -> serializer.manifest("text"));
        assertTrue(stranger.getMessage().contains("java.lang.String"), stranger.getMessage());
    }

    private static List<Object> everything() {
        List<Object> all = EventExamples.all();
        all.addAll(Examples.systems());
        all.addAll(List.of(EventExamples.moveReserved(), EventExamples.movePlanned(), EventExamples.realizeReserved()));
        all.addAll(List.of(
                EventExamples.equipReserved(),
                EventExamples.equipPlanned(),
                EventExamples.planReserved(),
                EventExamples.snapshotsReserved(),
                EventExamples.validateReserved(),
                EventExamples.planPlanned()));
        all.add(Examples.realized(null));
        all.add(EventExamples.volume());
        return all;
    }

    private void golden(Object event, String name) throws IOException {
        golden(event, name, "");
    }

    private void golden(Object event, String name, String variant) throws IOException {
        Path file = GOLDEN.resolve(name.replace(":", "-v") + (variant.isEmpty() ? "" : "." + variant) + ".json");
        JsonNode written = JournalFormat.mapper().readTree(serializer.toBinary(event));
        if (Files.notExists(file) && Boolean.getBoolean("ferry.golden.write")) {
            Files.writeString(
                    file,
                    JournalFormat.mapper()
                                    .writer()
                                    .with(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(written)
                            + "\n");
        }
        assertTrue(Files.exists(file), () -> name + " has no golden file " + file);
        byte[] golden = Files.readAllBytes(file);
        assertEquals(JournalFormat.mapper().readTree(golden), written, file.toString());
        assertEquals(event, serializer.fromBinary(golden, name), file.toString());
    }
}
