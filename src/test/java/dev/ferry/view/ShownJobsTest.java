package dev.ferry.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ferry.journal.Examples;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShownJobsTest {
    private final JobId job = Examples.order().id();
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(1);
    private Database database;
    private Journaled journal;
    private Views views;
    private ShownJobs shown;

    @BeforeEach
    void begun() throws Exception {
        database = TestDatabase.migrated();
        journal = new Journaled(database.dataSource());
        views = new Views(database.dataSource(), beats);
        shown = new ShownJobs(database.dataSource());
        journal.jobs(
                job, new JobEvent.JobBegun(Examples.order(), Examples.AT), new JobEvent.JobPlanned(Examples.plan()));
    }

    @AfterEach
    void close() {
        beats.shutdownNow();
        database.close();
    }

    @Test
    void areReadWithWhatWasShownOfThem() {
        assertNull(row().shown());
        shown.keep(job, figures(1, 70, 700));
        assertEquals(figures(1, 70, 700), row().shown());
        assertEquals(70, row().summary().figures().percent());
    }

    @Test
    void areNeverTakenBack() {
        assertEquals(figures(1, 70, 700), shown.keep(job, figures(1, 70, 700)));
        assertEquals(figures(1, 70, 700), shown.keep(job, figures(1, 69, 900)), "what stands is answered");
        assertEquals(figures(1, 70, 700), row().shown());
        shown.keep(job, figures(1, 70, 701));
        assertEquals(figures(1, 70, 701), row().shown());
        shown.keep(job, figures(2, 0, 0));
        shown.keep(job, figures(1, 99, 990));
        assertEquals(figures(2, 0, 0), row().shown());
    }

    @Test
    void needNothingOnceTheyHaveEnded() throws Exception {
        shown.keep(job, figures(1, 70, 700));
        journal.jobs(job, new JobEvent.JobEnded(JobState.COMPLETED, Examples.AT));
        assertNull(row().shown());
        shown.keep(job, figures(1, 80, 800));
        assertNull(row().shown());
        assertEquals(Job.Ended.class, row().job().getClass());
    }

    private JobRow row() {
        return views.job(job).orElseThrow();
    }

    private static JobSummary.Figures figures(long attempt, int percent, long bytes) {
        return new JobSummary.Figures(percent, bytes, 1000, bytes, 10, 30, 0, attempt, 0);
    }
}
