package dev.ferry.endpoint.rest;

import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.copy.StorageNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/** A second node of {@link DoorNode}'s cluster: hands that tell what they have, and nothing else. It can vanish without a word. */
final class OtherMember implements AutoCloseable {
    static final String NODE = "node-2";

    private final ActorTestKit kit;

    OtherMember(DoorNode door) {
        kit = ActorTestKit.create(
                "ferry",
                ConfigFactory.parseString("""
                                pekko.cluster.downing-provider-class = ""
                                pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                                # A machine that is busy is not lost.
                                pekko.cluster.failure-detector.acceptable-heartbeat-pause = 10s
                                """)
                        .withFallback(Settings.load(null, Map.of("ferry.remote.port", "0"), Path.of("data"))
                                .pekko("", "", ""))
                        .resolve());
        Cluster cluster = Cluster.get(kit.system());
        door.registry.announce(NODE, cluster.selfMember().address().hostPort(), "1.2.4");
        ActorRef<StorageNode.Command> hands = kit.spawn(hands());
        kit.system().receptionist().tell(Receptionist.register(StorageNode.KEY, hands));
        cluster.manager().tell(Join.create(door.cluster().selfMember().address()));
    }

    private static Behavior<StorageNode.Command> hands() {
        return Behaviors.setup(context -> Behaviors.receive(StorageNode.Command.class)
                .onMessage(StorageNode.Describe.class, ask -> {
                    ask.replyTo()
                            .tell(new StorageNode.Description(
                                    NODE,
                                    NODE + "#1",
                                    "none",
                                    Set.of("lan"),
                                    Set.of("vol1", "local@" + NODE),
                                    "",
                                    context.getSelf()));
                    return Behaviors.same();
                })
                .build());
    }

    /** As by kill -9: it takes leave of nobody. */
    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
