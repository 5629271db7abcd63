package dev.ferry.actor.volume;

import dev.ferry.actor.Answer;
import dev.ferry.actor.Message;
import dev.ferry.model.Decision;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/** The promises on one volume, for the whole cluster: a thin shell around {@link VolumeRules}. */
public final class VolumeEntity
        extends EventSourcedBehaviorWithEnforcedReplies<VolumeEntity.Command, VolumeEvent, Volume> {
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Volume");

    public sealed interface Command extends Message {}

    public record TakeClaims(VolumeRules.Wish wish, ActorRef<TakeReply> replyTo) implements Command {}

    public record SettleClaims(JobId job, ActorRef<Answer> replyTo) implements Command {}

    public record AbandonClaims(JobId job, ActorRef<Answer> replyTo) implements Command {}

    public record DisownSystem(SystemId system, ActorRef<Answer> replyTo) implements Command {}

    public record DisownPlaces(SystemId system, List<VolumePath> places, ActorRef<Answer> replyTo) implements Command {
        public DisownPlaces {
            places = List.copyOf(places);
        }
    }

    public record GetVolume(ActorRef<Volume> replyTo) implements Command {}

    /** {@code missingBytes} above zero: there is no room now, nothing was taken. */
    public record TakeReply(Answer answer, long missingBytes) implements Message {}

    private final String volumeKey;

    public static Behavior<Command> create(String volumeKey) {
        return new VolumeEntity(volumeKey);
    }

    private VolumeEntity(String volumeKey) {
        super(
                PersistenceId.of(KEY.name(), volumeKey),
                SupervisorStrategy.restartWithBackoff(Duration.ofMillis(500), Duration.ofSeconds(2), 0.2));
        this.volumeKey = volumeKey;
    }

    @Override
    public Volume emptyState() {
        return Volume.EMPTY;
    }

    @Override
    public CommandHandlerWithReply<Command, VolumeEvent, Volume> commandHandler() {
        return this::onCommand;
    }

    @Override
    public EventHandler<Volume, VolumeEvent> eventHandler() {
        return Volume::on;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(200, 2);
    }

    private ReplyEffect<VolumeEvent, Volume> onCommand(Volume volume, Command command) {
        return switch (command) {
            case TakeClaims(var wish, var replyTo) -> take(volume, wish, replyTo);
            case SettleClaims(var job, var replyTo) -> answer(VolumeRules.settle(volume, job), replyTo);
            case AbandonClaims(var job, var replyTo) -> answer(VolumeRules.abandon(volume, job), replyTo);
            case DisownSystem(var system, var replyTo) -> answer(VolumeRules.disown(volume, system), replyTo);
            case DisownPlaces(var system, var places, var replyTo) ->
                answer(VolumeRules.disown(volume, system, places), replyTo);
            case GetVolume(var replyTo) -> Effect().reply(replyTo, volume);
        };
    }

    private ReplyEffect<VolumeEvent, Volume> take(Volume volume, VolumeRules.Wish wish, ActorRef<TakeReply> replyTo) {
        long missing = VolumeRules.missingBytes(volume, wish);
        if (missing > 0) {
            return Effect().reply(replyTo, new TakeReply(new Answer.Accepted(volumeKey, 0), missing));
        }
        return switch (VolumeRules.take(volume, wish)) {
            case Decision.Accepted(var events) ->
                Effect().persist(events).thenReply(replyTo, _ -> new TakeReply(accepted(), 0));
            case Decision.Refused(var refusal) ->
                Effect().reply(replyTo, new TakeReply(new Answer.Refused(refusal), 0));
        };
    }

    private ReplyEffect<VolumeEvent, Volume> answer(Decision<VolumeEvent> decision, ActorRef<Answer> replyTo) {
        return switch (decision) {
            case Decision.Accepted(var events) -> Effect().persist(events).thenReply(replyTo, _ -> accepted());
            case Decision.Refused(var refusal) -> Effect().reply(replyTo, new Answer.Refused(refusal));
        };
    }

    private Answer accepted() {
        return new Answer.Accepted(volumeKey, 0);
    }
}
