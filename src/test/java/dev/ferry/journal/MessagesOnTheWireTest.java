package dev.ferry.journal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import dev.ferry.actor.Answer;
import dev.ferry.actor.Message;
import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.job.JobEntity;
import dev.ferry.actor.system.PlannedCommand;
import dev.ferry.actor.system.VirtualSystemEntity;
import dev.ferry.actor.volume.VolumeEntity;
import dev.ferry.model.job.Action;
import dev.ferry.model.system.PlannedChange;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Item;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.SerializationTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All that actors say to each other arrives as it was sent, and all that is persisted is written by our own serializer. */
@Timeout(60)
class MessagesOnTheWireTest {
    private static ActorTestKit kit;

    @BeforeAll
    static void start() {
        Config config = ConfigFactory.parseString("pekko.actor.provider = local")
                .withFallback(ConfigFactory.parseResources("ferry-journal.conf"))
                .withFallback(Settings.load(null, Map.of("ferry.remote.port", "0"), Path.of("data"))
                        .pekko("jdbc:postgresql://127.0.0.1:1/none", "u", "p"));
        kit = ActorTestKit.create("wire", config);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void everyMessageArrivesAsItWasSent() {
        SerializationTestKit serialization = new SerializationTestKit(kit.system());
        assertAll(new MessageExamples(kit)
                .all().stream().map(message -> () -> serialization.verifySerialization(message, true)));
    }

    @Test
    void everyMessageIsCbor() {
        for (Message message : new MessageExamples(kit).all()) {
            assertEquals(33, serialization().findSerializerFor(message).identifier(), message.toString());
        }
    }

    @Test
    void whatIsPersistedIsWrittenByOurOwnSerializer() {
        List<Object> persisted = EventExamples.all();
        persisted.addAll(Examples.systems());
        persisted.add(EventExamples.volume());
        for (Object one : persisted) {
            assertEquals(
                    EventSerializer.class,
                    serialization().findSerializerFor(one).getClass(),
                    one.toString());
        }
    }

    @Test
    void hasAnExampleOfEveryMessage() {
        Set<Class<?>> exampled = classes(new MessageExamples(kit).all());
        Stream.of(
                        JobEntity.class,
                        VirtualSystemEntity.class,
                        VolumeEntity.class,
                        StorageNode.class,
                        Chore.class,
                        Answer.class)
                .flatMap(actor -> Stream.of(actor.getDeclaredClasses()))
                .filter(type -> type.isRecord() && Message.class.isAssignableFrom(type))
                // What is not public is said by an actor to itself, or to its children.
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .forEach(type -> assertTrue(exampled.contains(type), type + " has no example in MessageExamples"));
    }

    @Test
    void hasAnExampleOfEveryPart() {
        assertCovered(
                Action.class,
                Stream.of(
                                Examples.actions(),
                                Examples.moveActions(),
                                Examples.equipActions(),
                                Examples.plannedActions())
                        .flatMap(List::stream)
                        .toList());
        assertCovered(
                Assignment.class,
                Stream.of(
                                Examples.assignments(),
                                List.of(Examples.move(), Examples.equip()),
                                Examples.plannedAssignments())
                        .flatMap(List::stream)
                        .toList());
        assertCovered(PlannedCommand.class, MessageExamples.plannedCommands());
        assertCovered(PlannedChange.class, Examples.plannedChanges());
        assertCovered(Item.class, Examples.items());
        assertCovered(Chore.class, MessageExamples.chores());
    }

    private static void assertCovered(Class<?> sealed, List<?> examples) {
        assertEquals(Set.of(sealed.getPermittedSubclasses()), classes(examples));
    }

    private static Set<Class<?>> classes(List<?> objects) {
        Set<Class<?>> classes = new HashSet<>();
        objects.forEach(object -> classes.add(object.getClass()));
        return classes;
    }

    private static Serialization serialization() {
        return SerializationExtension.get(Adapter.toClassic(kit.system()));
    }
}
