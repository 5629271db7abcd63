package dev.ferry.simulation;

import dev.ferry.actor.Answer;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumeRules;
import java.util.function.Consumer;

/** Does what {@link VolumeEntity} does, message by message. */
final class VolumeShell extends Shell<Volume, VolumeEvent> {
    static final String KIND = "Volume|";

    private final String volumeKey;

    VolumeShell(String volumeKey, SimProcess home) {
        super(KIND + volumeKey, home, Volume.EMPTY, Volume::on);
        this.volumeKey = volumeKey;
    }

    @Override
    void begun() {}

    @Override
    void tick() {}

    @Override
    long tickNanos() {
        return 3_600 * Scheduler.SECONDS;
    }

    void take(VolumeRules.Wish wish, Consumer<SimDesk.Said<VolumeEntity.TakeReply>> replyTo) {
        hear(() -> {
            long missing = VolumeRules.missingBytes(state(), wish);
            if (missing > 0) {
                replyTo.accept(new SimDesk.Said<>(new VolumeEntity.TakeReply(accepted(), missing)));
                return;
            }
            decide(
                    VolumeRules.take(state(), wish),
                    _ -> replyTo.accept(new SimDesk.Said<>(new VolumeEntity.TakeReply(accepted(), 0))),
                    refusal -> replyTo.accept(
                            new SimDesk.Said<>(new VolumeEntity.TakeReply(new Answer.Refused(refusal), 0))));
        });
    }

    private Answer accepted() {
        return new Answer.Accepted(volumeKey, 0);
    }

    void settle(JobId job, Consumer<SimDesk.Said<Refusal>> replyTo) {
        hear(() -> answer(VolumeRules.settle(state(), job), replyTo));
    }

    void abandon(JobId job, Consumer<SimDesk.Said<Refusal>> replyTo) {
        hear(() -> answer(VolumeRules.abandon(state(), job), replyTo));
    }

    void disown(SystemId system, Consumer<SimDesk.Said<Refusal>> replyTo) {
        hear(() -> answer(VolumeRules.disown(state(), system), replyTo));
    }

    void get(Consumer<SimDesk.Said<Volume>> replyTo) {
        hear(() -> replyTo.accept(new SimDesk.Said<>(state())));
    }

    private void answer(Decision<VolumeEvent> decision, Consumer<SimDesk.Said<Refusal>> replyTo) {
        decide(
                decision,
                _ -> replyTo.accept(new SimDesk.Said<>(null)),
                refusal -> replyTo.accept(new SimDesk.Said<>(refusal)));
    }
}
