package dev.ferry.endpoint.rest;

import dev.ferry.model.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a listener has not yet taken: of each job only the latest, so that an end is never lost behind ticks of progress. Beyond
 * the bound the oldest goes.
 */
final class LatestNews {
    static final int JOBS_MAX = 1_000;

    private final SequencedMap<JobId, JobNews> latest = new LinkedHashMap<>();

    static LatestNews of(JobNews first) {
        return new LatestNews().with(first);
    }

    LatestNews with(JobNews news) {
        JobNews before = latest.remove(news.job().id());
        boolean keepsMark = news.mark() == null && before != null;
        latest.put(news.job().id(), keepsMark ? new JobNews(news.job(), before.mark()) : news);
        if (latest.size() > JOBS_MAX) {
            latest.pollFirstEntry();
        }
        return this;
    }

    List<JobNews> inOrder() {
        return List.copyOf(latest.values());
    }
}
