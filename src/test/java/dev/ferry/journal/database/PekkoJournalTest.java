package dev.ferry.journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.ferry.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.projection.jdbc.internal.PostgresDialect;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our schema and our settings, as Pekko's plugins see them. */
@Timeout(60)
class PekkoJournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void keepsEventsOverARestartAndFindsThemByTag() throws Exception {
        try (Database database = TestDatabase.migrated()) {
            assertEquals("1", appendAndAsk(database));
            assertEquals("2", appendAndAsk(database));
        }
    }

    @Test
    void hasTheTablesOfTheProjections() throws Exception {
        var dialect = new PostgresDialect(
                scala.Option.empty(), "pekko_projection_offset_store", "pekko_projection_management", true);
        try (Database database = TestDatabase.migrated();
                Connection connection = database.dataSource().getConnection()) {
            connection.prepareStatement(dialect.readOffsetQuery()).getParameterMetaData();
            assertEquals(
                    6,
                    connection
                            .prepareStatement(dialect.insertStatement())
                            .getParameterMetaData()
                            .getParameterCount());
            assertEquals(
                    4,
                    connection
                            .prepareStatement(dialect.insertManagementStatement())
                            .getParameterMetaData()
                            .getParameterCount());
        }
    }

    private static String appendAndAsk(Database database) throws Exception {
        Config config = ConfigFactory.parseString(
                        "pekko.actor.serialization-bindings.\"dev.ferry.actor.Message\" = none")
                .withFallback(Settings.load(null, Map.of("ferry.database.pool-size", "2"), Path.of("data"))
                        .pekko(database.url(), database.user(), database.password()));
        ActorTestKit kit = ActorTestKit.create("journal", config);
        try {
            TestProbe<String> probe = kit.createTestProbe();
            ActorRef<String> counter = kit.spawn(new Counter(probe.ref()));
            counter.tell("one more");
            String count = probe.receiveMessage(PATIENCE);
            var journal = PersistenceQuery.get(kit.system())
                    .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
            int found = journal.eventsByTag("counter", Offset.noOffset())
                    .take(Integer.parseInt(count))
                    .runWith(Sink.seq(), kit.system())
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .size();
            assertEquals(Integer.parseInt(count), found);
            return count;
        } finally {
            kit.shutdownTestKit();
        }
    }

    private static final class Counter extends EventSourcedBehavior<String, String, Integer> {
        private final ActorRef<String> reader;

        Counter(ActorRef<String> reader) {
            super(PersistenceId.ofUniqueId("counter"));
            this.reader = reader;
        }

        @Override
        public Integer emptyState() {
            return 0;
        }

        @Override
        public CommandHandler<String, String, Integer> commandHandler() {
            return (_, command) -> Effect().persist(command).thenRun(state -> reader.tell(state.toString()));
        }

        @Override
        public EventHandler<Integer, String> eventHandler() {
            return (state, _) -> state + 1;
        }

        @Override
        public Set<String> tagsFor(String event) {
            return Set.of("counter");
        }
    }
}
