package dev.ferry.journal.database;

import java.time.Duration;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.ReadJournalConfig;
import org.apache.pekko.persistence.jdbc.query.dao.DefaultReadJournalDao;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import scala.Tuple3;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.util.Try;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * The journal as the views follow it. Pekko asks in a loop, first for new numbers, then for events of each kind up to them; how
 * often is decided here, so that a list is late by hundredths of a second while there is something to do, and an idle database
 * is left alone. Made by Pekko, by its name.
 */
public final class AttentiveReadJournal extends DefaultReadJournalDao {
    /** Whoever waits for an event looks about after this time all the same. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final JournalNews news = new JournalNews(System::nanoTime);

    public AttentiveReadJournal(
            JdbcBackend.JdbcDatabaseDef database,
            JdbcProfile profile,
            ReadJournalConfig config,
            Serialization serialization,
            ExecutionContext context,
            Materializer materializer) {
        super(database, profile, config, serialization, context, materializer);
    }

    /** While a number is missing there are some behind it, so whoever counts the looks at such a gap is never made to wait. */
    @Override
    public org.apache.pekko.stream.scaladsl.Source<Object, NotUsed> journalSequence(long offset, long limit) {
        Duration pause = news.pause();
        return pause.isZero()
                ? numbers(offset, limit).asScala()
                : Source.single(offset)
                        .initialDelay(pause)
                        .flatMapConcat(from -> numbers(from, limit))
                        .asScala();
    }

    private Source<Object, NotUsed> numbers(long offset, long limit) {
        return super.journalSequence(offset, limit).asJava().map(number -> {
            news.seen((Long) number);
            return number;
        });
    }

    /** Up to where all is known already there is nothing: that is the answer once there may be more. */
    @Override
    public org.apache.pekko.stream.scaladsl.Source<Try<Tuple3<PersistentRepr, Set<String>, Object>>, NotUsed>
            eventsByTag(String tag, long offset, long maxOffset, long max) {
        return maxOffset > offset
                ? super.eventsByTag(tag, offset, maxOffset, max)
                : Source.completionStage(news.beyond(maxOffset, PATIENCE))
                        .flatMapConcat(_ -> Source.<Try<Tuple3<PersistentRepr, Set<String>, Object>>>empty())
                        .asScala();
    }
}
