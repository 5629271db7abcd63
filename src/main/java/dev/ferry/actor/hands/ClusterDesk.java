package dev.ferry.actor.hands;

import dev.ferry.actor.Answer;
import dev.ferry.actor.ViewGate;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.JobId;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.model.volume.VolumeRules;
import dev.ferry.storage.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.japi.function.Function;

/** Asks the entities where sharding has them. One that does not answer makes the step wait: the question is put again. */
public final class ClusterDesk implements EntityDesk {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final ClusterSharding sharding;
    private final ViewGate views;

    public ClusterDesk(ClusterSharding sharding, ViewGate views) {
        this.sharding = sharding;
        this.views = views;
    }

    @Override
    public VolumeEntity.TakeReply take(String volumeKey, VolumeRules.Wish wish) throws StorageException {
        return ask(volume(volumeKey, replyTo -> new VolumeEntity.TakeClaims(wish, replyTo)));
    }

    @Override
    public void settle(String volumeKey, JobId job) throws StorageException {
        require(ask(volume(volumeKey, replyTo -> new VolumeEntity.SettleClaims(job, replyTo))));
    }

    @Override
    public void abandon(String volumeKey, JobId job) throws StorageException {
        require(ask(volume(volumeKey, replyTo -> new VolumeEntity.AbandonClaims(job, replyTo))));
    }

    @Override
    public void disown(String volumeKey, SystemId system) throws StorageException {
        require(ask(volume(volumeKey, replyTo -> new VolumeEntity.DisownSystem(system, replyTo))));
    }

    @Override
    public void disown(String volumeKey, SystemId system, List<VolumePath> places) throws StorageException {
        require(ask(volume(volumeKey, replyTo -> new VolumeEntity.DisownPlaces(system, places, replyTo))));
    }

    @Override
    public Volume promises(String volumeKey) throws StorageException {
        return ask(volume(volumeKey, VolumeEntity.GetVolume::new));
    }

    @Override
    public void realize(SystemId system, SystemEvent.SystemRealized wanted) throws StorageException {
        require(ask(system(system, replyTo -> new VirtualSystemEntity.Realize(wanted, replyTo))));
    }

    @Override
    public void relocate(SystemId system, SystemEvent.SystemMoved wanted) throws StorageException {
        require(ask(system(system, replyTo -> new VirtualSystemEntity.Relocate(wanted, replyTo))));
    }

    @Override
    public void equip(SystemId system, JobId job, SystemSettings settings) throws StorageException {
        require(ask(system(system, replyTo -> new VirtualSystemEntity.Equip(job, settings, replyTo))));
    }

    @Override
    public void describe(SystemId system) throws StorageException {
        Answer answer = ask(system(system, VirtualSystemEntity.KeepDefinition::new));
        if (answer instanceof Answer.Refused(var refusal)) {
            throw StorageException.passing(refusal.code(), refusal.message(), refusal.remedy());
        }
    }

    @Override
    public void plan(SystemId system, PlannedCommand asked) throws StorageException {
        require(ask(system(system, replyTo -> new VirtualSystemEntity.AskPlanned(asked, replyTo))));
    }

    @Override
    public void forget(SystemId system, JobId job) throws StorageException {
        require(ask(system(system, replyTo -> new VirtualSystemEntity.Remove(job, replyTo))));
    }

    @Override
    public void awaitView(SystemId system) throws StorageException {
        VirtualSystemEntity.SystemReply now = ask(system(system, VirtualSystemEntity.GetSystem::new));
        if (!ask(views.showsSystem(system, now.version(), ANSWER_LIMIT))) {
            throw StorageException.passing(
                    ReturnCode.TIMEOUT,
                    "the lists do not show the system " + system + " yet",
                    "wait; if it lasts, look at the database and at the node's log");
        }
    }

    private <R> CompletionStage<R> volume(String key, Function<ActorRef<R>, VolumeEntity.Command> question) {
        return sharding.entityRefFor(VolumeEntity.KEY, key).ask(question, ANSWER_LIMIT);
    }

    private <R> CompletionStage<R> system(SystemId id, Function<ActorRef<R>, VirtualSystemEntity.Command> question) {
        return sharding.entityRefFor(VirtualSystemEntity.KEY, id.value()).ask(question, ANSWER_LIMIT);
    }

    private static <R> R ask(CompletionStage<R> answer) throws StorageException {
        try {
            return answer.toCompletableFuture().get(ANSWER_LIMIT.toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw noAnswer("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw noAnswer(e.getMessage());
        }
    }

    private static StorageException noAnswer(String why) {
        return StorageException.passing(
                ReturnCode.STATUS_UNKNOWN,
                "an entity did not answer: " + why,
                "wait; if it lasts, look whether the database answers");
    }

    private static void require(Answer answer) throws StorageException {
        if (answer instanceof Answer.Refused(var refusal)) {
            throw StorageException.of(refusal.code(), refusal.message(), refusal.remedy());
        }
    }
}
