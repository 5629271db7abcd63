package dev.ferry.simulation;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.Reservation;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemRules;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.util.function.Consumer;

/** Does what {@link dev.ferry.actor.system.VirtualSystemEntity} does, message by message. */
final class SystemShell extends Shell<VirtualSystem, SystemEvent> {
    static final String KIND = "System|";

    private static final int IDLE_TICKS_MAX = 5;

    private int idle;

    SystemShell(SystemId system, SimProcess home) {
        super(KIND + system, home, VirtualSystem.neverLived(), VirtualSystem::on);
    }

    @Override
    void begun() {
        idle = 0;
        keepDefinition();
    }

    @Override
    long tickNanos() {
        return Scheduler.SECONDS;
    }

    @Override
    void tick() {
        if (world().planted() != Mutation.BEGIN_NOT_REPEATED) {
            state().held()
                    .filter(reservation -> !reservation.acknowledged())
                    .map(Reservation::order)
                    .ifPresent(order -> tellToBegin(order, null));
        }
        if (++idle > IDLE_TICKS_MAX && state().held().isEmpty()) {
            stop();
        }
    }

    void wake() {
        hear(() -> {
            idle = 0;
            boolean again = world().planted() != Mutation.BEGIN_NOT_REPEATED;
            if (state().held().isEmpty()) {
                stop();
            }
            state().held().filter(_ -> again).map(Reservation::order).ifPresent(order -> tellToBegin(order, null));
        });
    }

    void reserve(JobOrder order, Consumer<JobShell.Answered> replyTo) {
        hear(() -> {
            idle = 0;
            decide(
                    SystemRules.reserve(state(), order),
                    _ -> tellToBegin(order, replyTo),
                    refusal -> replyTo.accept(new JobShell.Answered(order.id(), refusal)));
        });
    }

    private void tellToBegin(JobOrder order, Consumer<JobShell.Answered> replyTo) {
        tell(JobShell.KIND + order.id(), shell -> ((JobShell) shell).begin(order, replyTo));
    }

    void acknowledge(JobId job) {
        hear(() -> decide(SystemRules.acknowledge(state(), job), _ -> {}, _ -> {}));
    }

    void release(JobId job, JobShell replyTo) {
        hear(() -> {
            idle = 0;
            decide(
                    SystemRules.release(state(), job),
                    _ -> world().network().send(home, replyTo.home, replyTo::released),
                    _ -> {});
        });
    }

    void realize(SystemEvent.SystemRealized wanted, Consumer<SimDesk.Said<Refusal>> replyTo) {
        answer(SystemRules.realize(state(), wanted), replyTo);
    }

    void plan(PlannedCommand asked, Consumer<SimDesk.Said<Refusal>> replyTo) {
        answer(asked.decide(state(), home.clock().instant()), replyTo);
    }

    void remove(JobId job, Consumer<SimDesk.Said<Refusal>> replyTo) {
        answer(SystemRules.remove(state(), job, home.clock().instant()), replyTo);
    }

    private void answer(Decision<SystemEvent> decision, Consumer<SimDesk.Said<Refusal>> replyTo) {
        idle = 0;
        decide(
                decision,
                _ -> replyTo.accept(new SimDesk.Said<>(null)),
                refusal -> replyTo.accept(new SimDesk.Said<>(refusal)));
    }

    void get(Consumer<SimDesk.Said<VirtualSystem>> replyTo) {
        hear(() -> replyTo.accept(new SimDesk.Said<>(state())));
    }

    /** The file is a chore of the node that has the system; a change while it is written is the next life's to notice. */
    private void keepDefinition() {
        if (!(state() instanceof Realized realized) || isBeingRemoved(realized)) {
            return;
        }
        long version = version();
        SimProcess there = world().cluster().named(home, realized.placement().node());
        if (there != null) {
            world().network()
                    .send(
                            home,
                            there,
                            () -> SimThread.start(
                                    there, () -> there.chores().perform(new Chore.WriteDefinition(realized, version))));
        }
    }

    private static boolean isBeingRemoved(Realized realized) {
        return realized.reservation() != null && realized.reservation().order().kind() == JobKind.REMOVE;
    }
}
