package dev.ferry.model.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.FakeWorld;
import dev.ferry.testkit.Fault;
import dev.ferry.testkit.JobDriver;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.JobStory;
import dev.ferry.testkit.Samples;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A move at any moment: one place has the system whole, and when the job has ended the other is clean. */
@Timeout(60)
class MoveSagaTest {
    private static final List<VolumePath> DISKS = List.of(Samples.disk(0), Samples.disk(1));

    private static Realized web(FakeWorld world) {
        return (Realized) world.system(Samples.WEB);
    }

    private static boolean isMoved(FakeWorld world) {
        return web(world).placement().node().equals("node2");
    }

    /** Every file that the system names is there, with the bytes that it had. */
    private static void assertWhole(FakeWorld world, String when) {
        Realized web = web(world);
        Stream.concat(Stream.of(web.settings()), web.snapshots().stream().map(snapshot -> snapshot.settings()))
                .flatMap(settings -> settings.drives().stream())
                .forEach(drive -> assertTrue(world.disk.files().containsKey(drive.file()), when + ": " + drive));
        String text = world.disk
                .files()
                .get(web.settings().drives().getFirst().file())
                .text();
        assertEquals("system disk", text, when);
        assertTrue(world.disk.files().containsKey(web.placement().definition()), when);
        VolumePath state =
                web.placement().home().child("Virtual Machines/" + Samples.WEB + "/" + Samples.WEB + ".vmrs");
        assertTrue(world.disk.files().containsKey(state), when);
    }

    @Test
    void keepsTheSystemWholeInOnePlaceAfterEveryEvent() {
        JobStory story = JobStories.moveWithCopy();
        FakeWorld world = story.before().get();
        JobDriver driver = JobDriver.submit(world, story.order());
        while (!(driver.job() instanceof Job.Ended)) {
            driver.advance();
            assertWhole(world, driver.story());
        }
        assertTrue(isMoved(world));
    }

    @Test
    void leavesTheOldPlaceToTheUserAlone() {
        JobStory story = JobStories.moveWithCopy();
        FakeWorld world = story.before().get();
        JobDriver.submit(world, story.order()).runToEnd();

        List<VolumePath> left = world.disk.files().keySet().stream()
                .filter(file -> file.volume().equals("csv1"))
                .toList();
        assertEquals(List.of(Samples.csv1("web/Virtual Hard Disks/notes.txt")), left);
        assertTrue(world.disk.folders().keySet().stream()
                .noneMatch(folder -> folder.path().startsWith(".ferry/staging/")));
        assertEquals(List.of(), world.volume("csv1").held(), "nothing is owned at the old place");
        assertEquals(2, world.volume("local@node2").held().size());
        assertTrue(world.volume("local@node2").held().stream()
                .allMatch(held -> held.job() == null && held.system().equals(Samples.WEB)));
        assertEquals(0, world.volume("local@node2").reservedBytes());
    }

    @Test
    void doesNotTakeAwayAFileThatIsNotTheOneThatWasMoved() {
        JobStory story = JobStories.moveWithCopy();
        FakeWorld world = story.before().get();
        JobDriver driver = JobDriver.submit(world, story.order());
        driver.runWhile(_ -> !isMoved(world));
        world.disk.put(Samples.disk(1), "somebody's new disk of the same name");
        driver.runToEnd();
        assertTrue(world.disk.files().containsKey(Samples.disk(1)));
        assertFalse(world.disk.files().containsKey(Samples.disk(0)));
        assertTrue(isMoved(world));
    }

    @Test
    void letsTheSystemGoWithTheEventAndOwnsItsNewDisksBeforeItWaitsForTheOldNode() {
        JobStory story = JobStories.moveWithCopy();
        FakeWorld world = story.before().get();
        world.failing(Fault.always(Action.RemoveSources.class, Fault.Kind.FAIL_FOR_NOW));
        JobDriver driver = JobDriver.submit(world, story.order());
        driver.runWhile(job -> !(job instanceof Job.Active active && active.delay() != null));

        assertTrue(isMoved(world));
        assertEquals(Optional.empty(), web(world).held(), "a lost node does not keep a system that has left it");
        assertTrue(world.volume("local@node2").held().stream().allMatch(held -> held.job() == null));
        assertTrue(
                world.volume("csv1").held().stream()
                        .anyMatch(held -> story.order().id().equals(held.job())),
                "nobody takes the old files meanwhile");
        world.failing(Fault.NONE);
        driver.runToEnd();
        assertFalse(world.disk.files().containsKey(Samples.disk(0)));
    }

    @Test
    void knowsTheDisksOfBothPlacesApart() {
        FakeWorld world = JobStories.moveWithCopy().before().get();
        assertEquals(
                DISKS,
                web(world).settings().drives().stream()
                        .map(drive -> drive.file())
                        .toList());
    }
}
