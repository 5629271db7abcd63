package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.CommandId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.node.NodeRules.Residents;
import dev.ferry.model.node.Ownership;
import dev.ferry.model.node.Standing;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.DriveAddress;
import dev.ferry.model.system.DriveAddress.ControllerKind;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.view.SystemPlaces.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the database says of owners is what the model says. */
@Timeout(60)
class SystemPlacesTest {
    private static final List<String> NODES = List.of("n1", "n3", "größe 4");

    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private Database database;
    private Journaled journal;
    private SystemPlaces places;
    private Views views;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        journal = new Journaled(database.dataSource());
        places = new SystemPlaces(database.dataSource());
        views = new Views(database.dataSource(), beats);
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
    }

    @Test
    void tellsWhereSystemsAre() throws Exception {
        live("a", "n1", Examples.at("a.vhdx"));
        live("b", "n1", Examples.at("b.vhdx"));
        live("c", "n2", new VolumePath("local", "n2", "c.vhdx"));
        journal.systems(order("planned").system(), new SystemEvent.IdentityReserved(order("planned")));
        List<Place> all = places.places().stream()
                .sorted(Comparator.comparing(Place::home))
                .toList();
        Place first = new Place("n1", List.of("vol1"));
        Place second = new Place("n2", List.of("local@n2", "vol1"));
        assertEquals(List.of(first, second), all);
        assertEquals(Map.of(first, 2L, second, 1L), places.counts());
        assertEquals(1, places.residents("n2", 10).total());
        assertEquals("c", places.residents("n2", 10).first().getFirst().name());
        assertEquals(new Residents(List.of(), 0), places.residents("n1", 10));
        assertEquals(new Residents(List.of(), 0), places.residents("2", 10), "another node's name ends like it");
    }

    @Test
    void spreadsSystemsAsTheModelDoes() throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        Standing spread = new Standing.Spread("n2", NODES);
        for (int i = 0; i < 60; i++) {
            SystemId id = live("system " + i, "n2", Examples.at(i + ".vhdx"));
            expected.computeIfAbsent(Ownership.owner(id, spread), _ -> new ArrayList<>())
                    .add("system " + i);
        }
        assertEquals(NODES.size(), expected.size());
        Map<String, Long> counts = places.spread(places.places().getFirst(), NODES);
        for (String node : NODES) {
            List<String> rivals =
                    NODES.stream().filter(other -> !other.equals(node)).toList();
            SystemFilter filter =
                    new SystemFilter(null, "Off", List.of(new Region("n2", List.of("vol1"), node, rivals)));
            assertEquals(
                    expected.get(node).stream().sorted().toList(),
                    views.systems(filter, 1_000, null).stream()
                            .map(SystemRow::name)
                            .sorted()
                            .toList());
            assertEquals(expected.get(node).size(), counts.get(node));
        }
        assertTrue(
                views.systems(new SystemFilter(null, null, List.of()), 10, null).isEmpty(), "nowhere is nobody");
    }

    private SystemId live(String name, String home, VolumePath disk) throws Exception {
        JobOrder order = order(name);
        Drive drive = new Drive(new DriveAddress(ControllerKind.SCSI, 0, 0), DriveKind.HARD_DISK, disk, 1);
        journal.systems(
                order.system(),
                new SystemEvent.IdentityReserved(order),
                new SystemEvent.SystemRealized(
                        order.id(),
                        Examples.settings().withName(name).withDrives(List.of(drive)),
                        SystemState.OFF,
                        new Placement(home, Examples.placement().definition()),
                        List.of(),
                        Examples.AT),
                new SystemEvent.ReservationReleased(order.id()));
        return order.system();
    }

    private static JobOrder order(String name) {
        CommandId command = new CommandId("made " + name);
        return new JobOrder(
                command,
                Examples.CALLER,
                JobKind.IMPORT,
                command.newSystemId(),
                name,
                "t",
                Examples.assignments().get(1),
                Examples.AT);
    }
}
