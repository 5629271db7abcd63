package dev.ferry.endpoint.rest;

import dev.ferry.view.Change;
import dev.ferry.view.ChangeMark;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Where events come from. {@code news} gives each listener a source of its own with all that changes from now on;
 * {@code latest} and {@code since} are those of the views, and may block.
 */
public record EventFeed(
        Supplier<Source<JobNews, NotUsed>> news,
        Supplier<ChangeMark> latest,
        BiFunction<ChangeMark, Integer, List<Change>> since) {}
