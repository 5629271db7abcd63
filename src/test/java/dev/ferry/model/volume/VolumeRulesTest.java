package dev.ferry.model.volume;

import static dev.ferry.testkit.Decisions.accepted;
import static dev.ferry.testkit.Decisions.refused;
import static dev.ferry.testkit.Samples.WEB;
import static dev.ferry.testkit.Samples.csv1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.volume.Claim.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class VolumeRulesTest {
    private static final JobId FIRST = new CommandId("first").jobId();
    private static final JobId SECOND = new CommandId("second").jobId();
    private static final SystemId OTHER = new CommandId("other").newSystemId();
    private static final VolumePath DISK = csv1("web/disk0.vhdx");

    /** Held by, held as, wanted by, wanted as, and whether both go together. {@code settled}: no job has it any more. */
    private record Row(Mode held, boolean settled, Mode wanted, SystemId wantedFor, boolean together) {}

    private static final List<Row> MATRIX = List.of(
            new Row(Mode.READ, false, Mode.READ, OTHER, true),
            new Row(Mode.READ, false, Mode.READ, null, true),
            new Row(Mode.READ, false, Mode.WRITE, OTHER, false),
            new Row(Mode.READ, false, Mode.WRITE, WEB, false),
            new Row(Mode.READ, false, Mode.OWN, OTHER, false),
            new Row(Mode.WRITE, false, Mode.READ, OTHER, false),
            new Row(Mode.WRITE, false, Mode.READ, WEB, false),
            new Row(Mode.WRITE, false, Mode.WRITE, WEB, false),
            new Row(Mode.WRITE, false, Mode.WRITE, OTHER, false),
            new Row(Mode.WRITE, false, Mode.OWN, WEB, false),
            new Row(Mode.OWN, false, Mode.READ, OTHER, false),
            new Row(Mode.OWN, false, Mode.WRITE, OTHER, false),
            new Row(Mode.OWN, false, Mode.WRITE, WEB, false),
            new Row(Mode.OWN, false, Mode.OWN, WEB, false),
            new Row(Mode.OWN, true, Mode.READ, WEB, true),
            new Row(Mode.OWN, true, Mode.READ, OTHER, false),
            new Row(Mode.OWN, true, Mode.READ, null, false),
            new Row(Mode.OWN, true, Mode.WRITE, WEB, true),
            new Row(Mode.OWN, true, Mode.WRITE, OTHER, false),
            new Row(Mode.OWN, true, Mode.WRITE, null, false),
            new Row(Mode.OWN, true, Mode.OWN, WEB, true),
            new Row(Mode.OWN, true, Mode.OWN, OTHER, false));

    @Test
    void letsOnlyThoseShareAPlaceWhoMay() {
        for (Row row : MATRIX) {
            Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, new Claim(DISK, row.held(), false)));
            volume = row.settled() ? after(volume, VolumeRules.settle(volume, FIRST)) : volume;
            Decision<VolumeEvent> decision =
                    take(volume, SECOND, row.wantedFor(), new Claim(DISK, row.wanted(), false));
            assertEquals(row.together(), decision instanceof Decision.Accepted<?>, row.toString());
            if (!row.together()) {
                String holder = row.settled() ? WEB.value() : FIRST.value();
                assertTrue(refused(ReturnCode.IN_USE, decision).message().contains(holder));
            }
        }
    }

    @Test
    void meansAllThatIsBelowATreeAndNothingBesideIt() {
        Claim tree = Claim.write(csv1("web")).withTree();
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, tree));

        refused(ReturnCode.IN_USE, take(volume, SECOND, OTHER, Claim.read(DISK)));
        refused(ReturnCode.IN_USE, take(volume, SECOND, OTHER, Claim.read(csv1("web"))));
        refused(
                ReturnCode.IN_USE,
                take(volume, SECOND, OTHER, Claim.read(csv1("")).withTree()));
        accepted(take(volume, SECOND, OTHER, Claim.read(csv1("web2/disk0.vhdx"))));
        accepted(take(volume, SECOND, OTHER, Claim.write(csv1("other")).withTree()));
        accepted(take(volume, SECOND, OTHER, Claim.write(csv1(""))));
    }

    @Test
    void seesATreeThatIsWantedAroundAFileThatIsHeld() {
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, Claim.read(DISK)));

        refused(
                ReturnCode.IN_USE,
                take(volume, SECOND, OTHER, Claim.write(csv1("web")).withTree()));
        accepted(take(volume, SECOND, OTHER, Claim.read(csv1("web")).withTree()));
        accepted(take(volume, SECOND, OTHER, Claim.write(csv1("web"))));
    }

    @Test
    void takesAllClaimsOrNone() {
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, Claim.write(DISK)));
        Decision<VolumeEvent> decision = VolumeRules.take(
                volume,
                new VolumeRules.Wish(SECOND, OTHER, List.of(Claim.write(csv1("free")), Claim.read(DISK)), 5, 9));

        refused(ReturnCode.IN_USE, decision);
    }

    @Test
    void takesOnceWhenAskedTwice() {
        Claim claim = Claim.write(DISK);
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, claim));

        assertEquals(List.of(), accepted(take(volume, FIRST, WEB, claim)));
    }

    @Test
    void refusesAKnownJobClaimsThatItDoesNotHave() {
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, Claim.write(csv1("alternative"))));

        refused(ReturnCode.IN_USE, take(volume, FIRST, WEB, Claim.write(csv1("root"))));
    }

    @Test
    void promisesRoomOnceAndNeverMoreThanIsFree() {
        Volume volume = after(Volume.EMPTY, VolumeRules.take(Volume.EMPTY, wish(FIRST, 60, 100)));

        assertEquals(60, volume.reservedBytes());
        assertEquals(0, VolumeRules.missingBytes(volume, wish(SECOND, 40, 100)));
        assertEquals(1, VolumeRules.missingBytes(volume, wish(SECOND, 41, 100)));
        assertEquals(120, VolumeRules.missingBytes(volume, wish(SECOND, 100, 40)), "what was promised is not there");
        assertEquals(0, VolumeRules.missingBytes(volume, wish(SECOND, 0, 0)), "who writes nothing needs nothing");
        assertEquals(0, VolumeRules.missingBytes(volume, wish(FIRST, 60, 0)), "who has room already needs none");
    }

    @Test
    void keepsWhatASystemOwnsWhenItsJobSettlesAndGivesTheRestBack() {
        Volume volume = after(
                Volume.EMPTY,
                VolumeRules.take(
                        Volume.EMPTY,
                        new VolumeRules.Wish(
                                FIRST,
                                WEB,
                                List.of(Claim.own(DISK), Claim.write(csv1("x")), Claim.read(csv1("y"))),
                                9,
                                9)));
        Volume settled = after(volume, VolumeRules.settle(volume, FIRST));

        assertEquals(List.of(new Volume.Held(Claim.own(DISK), null, WEB)), settled.held());
        assertEquals(0, settled.reservedBytes());
        assertEquals(List.of(), accepted(VolumeRules.settle(settled, FIRST)), "done twice");
        assertEquals(List.of(), accepted(VolumeRules.abandon(settled, FIRST)), "too late to abandon");
    }

    @Test
    void givesAllBackWhenAJobIsUndone() {
        Volume volume = after(Volume.EMPTY, VolumeRules.take(Volume.EMPTY, wish(FIRST, 60, 100)));
        Volume undone = after(volume, VolumeRules.abandon(volume, FIRST));

        assertEquals(new Volume(List.of(), List.of(), List.of(FIRST)), undone);
        assertEquals(List.of(), accepted(VolumeRules.abandon(undone, FIRST)), "done twice");
    }

    @Test
    void grantsNothingToAJobThatHasEndedHere() {
        Volume volume = after(Volume.EMPTY, VolumeRules.take(Volume.EMPTY, wish(FIRST, 60, 100)));
        Volume undone = after(volume, VolumeRules.abandon(volume, FIRST));
        refused(ReturnCode.IN_USE, VolumeRules.take(undone, wish(FIRST, 60, 100)));
        Volume settled = after(volume, VolumeRules.settle(volume, FIRST));
        refused(ReturnCode.IN_USE, VolumeRules.take(settled, wish(FIRST, 60, 100)));
    }

    @Test
    void grantsNothingToAJobThatWasUndoneBeforeItsWishCame() {
        Volume undone = after(Volume.EMPTY, VolumeRules.abandon(Volume.EMPTY, FIRST));
        refused(ReturnCode.IN_USE, VolumeRules.take(undone, wish(FIRST, 60, 100)));
        assertEquals(0, VolumeRules.missingBytes(undone, wish(FIRST, 60, 10)), "it must not wait for room");
        accepted(VolumeRules.take(undone, wish(SECOND, 60, 100)));
    }

    @Test
    void remembersABoundedNumberOfEndedJobs() {
        Volume volume = Volume.EMPTY;
        for (int i = 0; i < Volume.ENDED_MAX + 5; i++) {
            volume = after(volume, VolumeRules.abandon(volume, new CommandId("job " + i).jobId()));
        }
        assertEquals(Volume.ENDED_MAX, volume.ended().size());
    }

    @Test
    void disownsARemovedSystemOnce() {
        Volume volume = after(Volume.EMPTY, take(Volume.EMPTY, FIRST, WEB, Claim.own(DISK)));
        assertEquals(List.of(), accepted(VolumeRules.disown(volume, WEB)), "its job still has it");
        Volume owned = after(volume, VolumeRules.settle(volume, FIRST));
        Volume free = after(owned, VolumeRules.disown(owned, WEB));

        assertEquals(List.of(), free.held());
        assertEquals(List.of(), accepted(VolumeRules.disown(free, WEB)), "done twice");
        assertEquals(List.of(), accepted(VolumeRules.disown(owned, OTHER)), "of another system");
    }

    @Test
    void knowsPlacesBelowAFolderByWholeNames() {
        assertTrue(csv1("a/b").isBelow(csv1("a")));
        assertTrue(csv1("a").isBelow(csv1("")));
        assertFalse(csv1("ab").isBelow(csv1("a")));
        assertFalse(csv1("a").isBelow(csv1("a")));
        assertFalse(new VolumePath("csv1", "node1", "a/b").isBelow(csv1("a")));
        assertEquals("local@node1", new VolumePath("local", "node1", "a").volumeKey());
        assertEquals(csv1("a"), csv1("a/b").parent());
        assertEquals(csv1(""), csv1("a").parent());
    }

    @Test
    void refusesPathsThatAreNotPlain() {
        for (String path : List.of("/a", "a/", "a//b", "..", "a/../b", "./a")) {
            assertThrows(IllegalArgumentException.class, () -> csv1(path), path);
        }
    }

    private static VolumeRules.Wish wish(JobId job, long roomBytes, long freeBytes) {
        return new VolumeRules.Wish(job, WEB, List.of(), roomBytes, freeBytes);
    }

    private static Decision<VolumeEvent> take(Volume volume, JobId job, SystemId system, Claim claim) {
        return VolumeRules.take(volume, new VolumeRules.Wish(job, system, List.of(claim), 0, 0));
    }

    private static Volume after(Volume volume, Decision<VolumeEvent> decision) {
        Volume next = volume;
        for (VolumeEvent event : accepted(decision)) {
            next = next.on(event);
        }
        return next;
    }
}
