package dev.ferry.actor;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.journal.database.Database;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** One half of a cluster that has come apart: its own members, its own entities, and the journal of both. */
final class Half implements AutoCloseable {
    private final ActorTestKit kit;
    private final ClusterSharding sharding;

    Half(String name, Database database) {
        // One transaction for all that is written at the same moment: the worst case for who is in it by chance.
        Config config = ConfigFactory.parseString("jdbc-journal.parallelism = 1")
                .withFallback(ConfigFactory.parseResources("ferry-journal.conf"))
                .withFallback(Settings.load(null, Map.of("ferry.database.pool-size", "2"), Path.of("data"))
                        .pekko(database.url(), database.user(), database.password()))
                .resolve();
        kit = ActorTestKit.create(name, config);
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        sharding = ClusterSharding.get(kit.system());
        StorageNodes nobody = new StorageNodes(name);
        VirtualSystemEntity.Surroundings systems =
                new VirtualSystemEntity.Surroundings(sharding, nobody, Clock.systemUTC());
        sharding.init(Entity.of(
                VirtualSystemEntity.KEY,
                context ->
                        VirtualSystemEntity.create(new SystemId(context.getEntityId()), context.getShard(), systems)));
        JobEntity.Surroundings jobs = new JobEntity.Surroundings(
                sharding,
                nobody,
                Clock.systemUTC(),
                (_, _, _) -> CompletableFuture.completedFuture(true),
                Duration.ofHours(1),
                _ -> CompletableFuture.completedFuture(false),
                (_, figures) -> CompletableFuture.completedFuture(figures),
                _ -> {});
        sharding.init(Entity.of(
                JobEntity.KEY,
                context -> JobEntity.create(new JobId(context.getEntityId()), context.getShard(), jobs)));
    }

    CompletionStage<VirtualSystemEntity.SystemReply> look(SystemId id, Duration limit) {
        return sharding.entityRefFor(VirtualSystemEntity.KEY, id.value())
                .ask(VirtualSystemEntity.GetSystem::new, limit);
    }

    CompletionStage<Answer> reserve(JobOrder order, Duration limit) {
        return sharding.entityRefFor(VirtualSystemEntity.KEY, order.system().value())
                .ask(replyTo -> new VirtualSystemEntity.Reserve(order, replyTo), limit);
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
