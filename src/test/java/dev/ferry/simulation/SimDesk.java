package dev.ferry.simulation;

import dev.ferry.actor.hands.EntityDesk;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import dev.ferry.storage.StorageException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Asks the simulated entities; the thread that asks waits, and gives up after the product's own limit. */
final class SimDesk implements EntityDesk {
    private static final long LIMIT = 5 * Scheduler.SECONDS;

    /** An answer; its value may be null, its absence means that none came. */
    record Said<T>(T value) {}

    private final SimProcess process;

    SimDesk(SimProcess process) {
        this.process = process;
    }

    @SuppressWarnings("unchecked")
    private <S extends Shell<?, ?>, T> T ask(String id, BiConsumer<S, Consumer<Said<T>>> question)
            throws StorageException {
        Said<T> said = SimThread.current().<Said<T>>ask(LIMIT, answer -> process.world()
                .cluster()
                .tell(
                        process,
                        id,
                        shell -> question.accept((S) shell, value -> process.world()
                                .network()
                                .send(shell.home, process, () -> answer.accept(value)))));
        if (said == null) {
            throw StorageException.passing(ReturnCode.STATUS_UNKNOWN, "an entity did not answer: " + id, "wait");
        }
        return said.value();
    }

    private static void require(Refusal refusal) throws StorageException {
        if (refusal != null) {
            throw StorageException.of(refusal.code(), refusal.message(), refusal.remedy());
        }
    }

    @Override
    public VolumeEntity.TakeReply take(String volumeKey, VolumeRules.Wish wish) throws StorageException {
        return this.<VolumeShell, VolumeEntity.TakeReply>ask(
                VolumeShell.KIND + volumeKey, (shell, reply) -> shell.take(wish, reply));
    }

    @Override
    public void settle(String volumeKey, JobId job) throws StorageException {
        if (process.world().planted() != Mutation.CLAIMS_NOT_RELEASED) {
            require(this.<VolumeShell, Refusal>ask(
                    VolumeShell.KIND + volumeKey, (shell, reply) -> shell.settle(job, reply)));
        }
    }

    @Override
    public void abandon(String volumeKey, JobId job) throws StorageException {
        require(this.<VolumeShell, Refusal>ask(
                VolumeShell.KIND + volumeKey, (shell, reply) -> shell.abandon(job, reply)));
    }

    @Override
    public void disown(String volumeKey, SystemId system) throws StorageException {
        require(this.<VolumeShell, Refusal>ask(
                VolumeShell.KIND + volumeKey, (shell, reply) -> shell.disown(system, reply)));
    }

    @Override
    public void disown(String volumeKey, SystemId system, List<VolumePath> places) throws StorageException {
        throw notSimulated();
    }

    @Override
    public void relocate(SystemId system, SystemEvent.SystemMoved wanted) throws StorageException {
        throw notSimulated();
    }

    @Override
    public void equip(SystemId system, JobId job, SystemSettings settings) throws StorageException {
        throw notSimulated();
    }

    @Override
    public void describe(SystemId system) throws StorageException {
        throw notSimulated();
    }

    private static StorageException notSimulated() {
        return StorageException.of(
                ReturnCode.NOT_SUPPORTED, "moves and changes of hardware are not simulated", "try them on real nodes");
    }

    @Override
    public Volume promises(String volumeKey) throws StorageException {
        return this.<VolumeShell, Volume>ask(VolumeShell.KIND + volumeKey, VolumeShell::get);
    }

    @Override
    public void realize(SystemId system, SystemEvent.SystemRealized wanted) throws StorageException {
        require(this.<SystemShell, Refusal>ask(
                SystemShell.KIND + system, (shell, reply) -> shell.hear(() -> shell.realize(wanted, reply))));
    }

    @Override
    public void plan(SystemId system, PlannedCommand asked) throws StorageException {
        require(this.<SystemShell, Refusal>ask(
                SystemShell.KIND + system, (shell, reply) -> shell.hear(() -> shell.plan(asked, reply))));
    }

    @Override
    public void forget(SystemId system, JobId job) throws StorageException {
        require(this.<SystemShell, Refusal>ask(
                SystemShell.KIND + system, (shell, reply) -> shell.hear(() -> shell.remove(job, reply))));
    }

    @Override
    public void awaitView(SystemId system) throws StorageException {
        this.<SystemShell, VirtualSystem>ask(SystemShell.KIND + system, SystemShell::get);
        SimThread.current().sleep(process.fate().between(1_000_000, 300_000_000));
    }
}
