package dev.ferry.model.volume;

import static dev.ferry.testkit.Samples.csv1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ferry.model.CommandId;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.volume.Claim.Mode;
import dev.ferry.model.volume.Volume.Held;
import dev.ferry.testkit.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random jobs on one volume: whatever they ask, no two of them are where only one may be, and room adds up. */
@Timeout(60)
class VolumePropertyTest {
    private static final List<String> PLACES = List.of("", "a", "a/x", "a/x/1", "a/y", "b", "b/x", "ab");

    @Test
    void neverLetsConflictingClaimsCoexistAndKeepsTheSumOfRoom() {
        Seed seed = Seed.fresh();
        Random random = seed.random();
        for (int round = 0; round < 300; round++) {
            Volume volume = Volume.EMPTY;
            Map<JobId, Long> rooms = new HashMap<>();
            for (int i = 0; i < 60; i++) {
                int number = random.nextInt(6);
                JobId job = new CommandId("job " + number + " of " + i / 10).jobId();
                volume = step(random, volume, rooms, job, system(number % 3));
                assertEquals(sum(rooms), volume.reservedBytes(), seed + " room of " + volume);
                checkPairs(seed, volume);
            }
        }
    }

    private static Volume step(Random random, Volume volume, Map<JobId, Long> rooms, JobId job, SystemId system) {
        Decision<VolumeEvent> decision =
                switch (random.nextInt(6)) {
                    case 0 -> {
                        rooms.remove(job);
                        yield VolumeRules.settle(volume, job);
                    }
                    case 1 -> {
                        rooms.remove(job);
                        yield VolumeRules.abandon(volume, job);
                    }
                    case 2 -> VolumeRules.disown(volume, system);
                    default -> {
                        List<Claim> claims = List.of(claim(random));
                        long room = random.nextInt(100);
                        Decision<VolumeEvent> taken =
                                VolumeRules.take(volume, new VolumeRules.Wish(job, system, claims, room, 1_000));
                        if (taken instanceof Decision.Accepted<VolumeEvent>(var events) && !events.isEmpty()) {
                            rooms.put(job, room);
                        }
                        yield taken;
                    }
                };
        Volume next = volume;
        if (decision instanceof Decision.Accepted<VolumeEvent>(var events)) {
            for (VolumeEvent event : events) {
                next = next.on(event);
            }
        }
        return next;
    }

    private static Claim claim(Random random) {
        return new Claim(
                csv1(PLACES.get(random.nextInt(PLACES.size()))),
                List.of(Mode.READ, Mode.WRITE, Mode.OWN).get(random.nextInt(3)),
                random.nextBoolean());
    }

    private static SystemId system(int number) {
        return new CommandId("system " + number).newSystemId();
    }

    private static long sum(Map<JobId, Long> rooms) {
        return rooms.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void checkPairs(Seed seed, Volume volume) {
        List<Held> held = volume.held();
        for (int i = 0; i < held.size(); i++) {
            for (int j = i + 1; j < held.size(); j++) {
                Held one = held.get(i);
                Held other = held.get(j);
                assertTrue(
                        !meet(one.claim(), other.claim()) || mayMeet(one, other), seed + " " + one + " and " + other);
            }
        }
    }

    /** Said in other words than in the rules: names are compared one by one. */
    private static boolean meet(Claim one, Claim other) {
        String a = one.path().path();
        String b = other.path().path();
        return a.equals(b) || (one.tree() && within(b, a)) || (other.tree() && within(a, b));
    }

    private static boolean within(String path, String folder) {
        return folder.isEmpty() || (path + "/").startsWith(folder + "/");
    }

    private static boolean mayMeet(Held one, Held other) {
        boolean bothRead = one.claim().mode() == Mode.READ && other.claim().mode() == Mode.READ;
        boolean sameSystem = Objects.equals(one.system(), other.system());
        boolean oneOwns = one.claim().mode() == Mode.OWN || other.claim().mode() == Mode.OWN;
        return bothRead || (sameSystem && oneOwns);
    }
}
