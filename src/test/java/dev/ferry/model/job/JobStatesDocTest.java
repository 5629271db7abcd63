package dev.ferry.model.job;

import static dev.ferry.testkit.Samples.NOW;

import dev.ferry.model.Decision;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Job.Active;
import dev.ferry.model.job.Job.Asked;
import dev.ferry.model.job.Job.Course;
import dev.ferry.model.job.Job.Delay;
import dev.ferry.model.job.Job.Findings;
import dev.ferry.testkit.JobStories;
import dev.ferry.testkit.SagaChecks;
import dev.ferry.testkit.StateTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class JobStatesDocTest {
    private static final Duration LIMIT = Duration.ofHours(24);
    private static final Refusal REASON = new Refusal(ReturnCode.FAILED, "broken", "mend it");
    private static final JobOrder ORDER = JobStories.export().order();
    private static final Plan PLAN = SagaChecks.plan(JobStories.export());

    @Test
    void documentsTheLifeOfAJobAsItIs() throws IOException {
        StateTable.assertIn(
                Path.of("docs/internals/states/job.md"),
                StateTable.derive(states(), comings(), Job::on, JobStatesDocTest::label));
    }

    private static Map<String, Job> states() {
        Map<String, Job> states = new LinkedHashMap<>();
        List.of(
                        Job.unknown(),
                        active(Course.FORWARD, 1, false, Control.GO_ON, false),
                        active(Course.FORWARD, 1, true, Control.GO_ON, false),
                        waiting(),
                        active(Course.FORWARD, 1, true, Control.SUSPEND, false),
                        active(Course.FORWARD, 1, false, Control.SUSPEND, false),
                        active(Course.FORWARD, 1, true, Control.CANCEL, false),
                        active(Course.FORWARD, PLAN.pointOfNoReturn(), true, Control.GO_ON, true),
                        active(Course.FORWARD, PLAN.size() - 1, true, Control.GO_ON, true),
                        active(Course.UNWINDING, 0, false, Control.GO_ON, false),
                        active(Course.UNWINDING, 0, true, Control.GO_ON, false),
                        active(Course.RELEASING, PLAN.size(), false, Control.GO_ON, true),
                        new Job.Ended(ORDER, PLAN, JobState.COMPLETED, Asked.NOTHING, findings(), NOW, NOW))
                .forEach(state -> states.put(label(state), state));
        return states;
    }

    private static Active active(Course course, int step, boolean trying, Control control, boolean beyond) {
        Attempt attempt = trying ? new Attempt(step, course == Course.UNWINDING, 7, "node1", "incarnation1") : null;
        return new Active(
                ORDER, PLAN, course, step, attempt, null, new Asked(control, "anna", beyond), findings(), NOW);
    }

    private static Active waiting() {
        Active job = active(Course.FORWARD, 1, false, Control.GO_ON, false);
        Delay delay = new Delay(REASON, NOW, NOW.plusSeconds(1), 1);
        return new Active(ORDER, PLAN, Course.FORWARD, 1, null, delay, job.asked(), findings(), NOW);
    }

    private static Findings findings() {
        return new Findings(List.of(), List.of(), List.of(), 7, 0);
    }

    private static Map<String, Function<Job, Decision<JobEvent>>> comings() {
        Map<String, Function<Job, Decision<JobEvent>>> comings = new LinkedHashMap<>();
        comings.put("the order", job -> JobRules.begin(job, ORDER, NOW));
        comings.put("a node for the step", job -> JobRules.startAttempt(job, "node1", "incarnation1", NOW));
        comings.put("no node for the step", job -> JobRules.unassignable(job, REASON, LIMIT, NOW));
        comings.put("done", job -> report(job, new Report.Done(StepFacts.NONE)));
        comings.put("failed, may pass", job -> report(job, new Report.Failed(REASON, true)));
        comings.put("failed for good", job -> report(job, new Report.Failed(REASON, false)));
        comings.put("stopped", job -> report(job, new Report.Stopped()));
        comings.put("its process is gone", job -> report(job, new Report.Gone()));
        comings.put("suspend", job -> JobRules.control(job, Control.SUSPEND, "anna", NOW));
        comings.put("resume", job -> JobRules.control(job, Control.GO_ON, "anna", NOW));
        comings.put("cancel", job -> JobRules.control(job, Control.CANCEL, "anna", NOW));
        comings.put("kill", job -> JobRules.control(job, Control.KILL, "anna", NOW));
        comings.put("the system has let go", job -> JobRules.released(job, NOW));
        return comings;
    }

    private static Decision<JobEvent> report(Job job, Report report) {
        return JobRules.report(job, 7, report, LIMIT, NOW);
    }

    private static String label(Job job) {
        return switch (job) {
            case Job.New _ -> "New";
            case Job.Ended _ -> "Ended";
            case Active active ->
                switch (active.course()) {
                    case FORWARD -> forward(active);
                    case UNWINDING -> "Unwinding" + pace(active);
                    case RELEASING -> "Releasing";
                };
        };
    }

    private static String forward(Active job) {
        String way =
                job.step() == PLAN.size() - 1 ? "Last step" : job.asked().beyondReturn() ? "Past the point" : "Forward";
        String asked =
                switch (job.asked().control()) {
                    case GO_ON -> "";
                    case SUSPEND -> ", to be held";
                    case CANCEL, KILL -> ", to be stopped";
                };
        return way + pace(job) + asked;
    }

    private static String pace(Active job) {
        return job.attempt() != null ? ", trying" : job.delay() != null ? ", waiting" : ", between tries";
    }
}
