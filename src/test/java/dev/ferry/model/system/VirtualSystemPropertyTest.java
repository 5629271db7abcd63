package dev.ferry.model.system;

import static dev.ferry.testkit.Samples.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.testkit.PlannedSamples;
import dev.ferry.testkit.Samples;
import dev.ferry.testkit.Seed;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random commands against a model of a few lines. */
@Timeout(60)
class VirtualSystemPropertyTest {
    private static final List<JobOrder> ORDERS = IntStream.range(0, 20)
            .mapToObj(i -> Samples.order(
                    "job " + i,
                    List.of(JobKind.IMPORT, JobKind.EXPORT, JobKind.REMOVE, JobKind.PLAN, JobKind.REALIZE)
                            .get(i % 5)))
            .toList();

    /** An identity is had by nobody or by one job, and is planned, real, or neither; a job that was known is not let in again. */
    private static final class Reference {
        JobOrder holder;
        boolean planned;
        boolean real;
        long lives;

        void reserve(JobOrder order, boolean known) {
            boolean wanted =
                    switch (order.kind().wants()) {
                        case FREE_IDENTITY -> !real && !planned;
                        case PLANNED_SYSTEM -> planned;
                        case REALIZED_SYSTEM -> real;
                    };
            if (!known && holder == null && wanted) {
                holder = order;
                lives += real || planned ? 0 : 1;
            }
        }

        void realize(JobId job) {
            real |= holds(job) && holder.kind().makesSystem() && holder.kind() != JobKind.PLAN;
            planned &= !real;
        }

        void plan(JobId job) {
            planned |= holds(job) && holder.kind() == JobKind.PLAN;
        }

        void drop() {
            planned &= holder != null;
        }

        void remove(JobId job) {
            real &= !(holds(job) && holder.kind() == JobKind.REMOVE);
        }

        void release(JobId job) {
            holder = holds(job) ? null : holder;
        }

        private boolean holds(JobId job) {
            return holder != null && holder.id().equals(job);
        }
    }

    @Test
    void keepsAnIdentityWithOneHolderAndLosesItOnlyByRemoval() {
        Seed seed = Seed.fresh();
        Random random = seed.random();
        for (int round = 0; round < 300; round++) {
            VirtualSystem system = VirtualSystem.neverLived();
            Reference reference = new Reference();
            for (int i = 0; i < 60; i++) {
                JobOrder order = ORDERS.get(random.nextInt(ORDERS.size()));
                system = step(random.nextInt(8), system, reference, order);
                assertEquals(reference.planned, system instanceof Drafted, seed + " planned? " + system);
                assertEquals(reference.real, system instanceof Realized, seed + " real? " + system);
                assertEquals(reference.lives, system.incarnation(), seed + " lives of " + system);
                assertEquals(reference.holder, holder(system), seed + " holder of " + system);
            }
        }
    }

    private static VirtualSystem step(int command, VirtualSystem system, Reference reference, JobOrder order) {
        JobId job = order.id();
        boolean known = system.recentJobs().contains(job);
        return switch (command) {
            case 0, 1 -> {
                reference.reserve(order, known);
                yield after(system, SystemRules.reserve(system, order));
            }
            case 2 -> {
                reference.realize(job);
                SystemEvent.SystemRealized wanted = new SystemEvent.SystemRealized(
                        job, Samples.web(), SystemState.OFF, Samples.placement(), List.of(), NOW);
                yield after(system, SystemRules.realize(system, wanted));
            }
            case 3 -> {
                reference.remove(job);
                yield after(system, SystemRules.remove(system, job, NOW));
            }
            case 4 -> {
                reference.release(job);
                yield after(system, SystemRules.release(system, job));
            }
            case 5 ->
                after(
                        after(system, SystemRules.acknowledge(system, job)),
                        SystemRules.change(system, new SettingsPatch("name of " + job, null, null, null), NOW));
            case 6 -> {
                reference.plan(job);
                yield after(
                        system,
                        PlannedRules.plan(system, new SystemEvent.SystemPlanned(job, PlannedSamples.web(), NOW)));
            }
            case 7 -> {
                reference.drop();
                yield after(system, PlannedRules.drop(system, "anna", NOW));
            }
            default -> throw new IllegalStateException("no command " + command);
        };
    }

    private static JobOrder holder(VirtualSystem system) {
        if (system instanceof Absent absent && absent.removing() != null) {
            return ORDERS.stream()
                    .filter(order -> order.id().equals(absent.removing()))
                    .findFirst()
                    .orElseThrow();
        }
        return system.held().map(Reservation::order).orElse(null);
    }

    private static VirtualSystem after(VirtualSystem system, Decision<SystemEvent> decision) {
        VirtualSystem next = system;
        if (decision instanceof Decision.Accepted<SystemEvent>(var events)) {
            for (SystemEvent event : events) {
                next = next.on(event);
            }
        }
        return next;
    }
}
