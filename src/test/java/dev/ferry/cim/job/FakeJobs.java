package dev.ferry.cim.job;

import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.JobSummary;
import dev.ferry.view.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A front desk with jobs that were made by hand, which answers a control with what it was told to. */
final class FakeJobs implements Jobs {
    static final Instant BEGUN = Instant.parse("2026-11-20T10:15:30.123456Z");
    static final Instant SEEN = BEGUN.plusSeconds(90);
    static final SystemId SYSTEM = new SystemId("D351C151-DAC7-4042-B434-B72D522C1E4A");

    private final List<JobEntry> all;
    private final Map<SystemId, String> owners;
    private Outcome<JobSummary> answer = Outcome.ok(null);
    private final List<String> asked = new ArrayList<>();

    FakeJobs(List<JobEntry> all, Map<SystemId, String> owners) {
        this.all = List.copyOf(all);
        this.owners = Map.copyOf(owners);
    }

    FakeJobs answering(Outcome<JobSummary> told) {
        answer = told;
        return this;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    static JobId id(int number) {
        return new JobId(String.format("00000000-0000-0000-0000-%012d", number));
    }

    static JobEntry job(JobKind kind, JobState state, List<Refusal> errors, List<String> warnings) {
        return job(1, kind, state, new JobSummary.Story("", warnings, errors, null, null), SYSTEM);
    }

    static JobEntry job(int number, JobKind kind, JobState state, JobSummary.Story story, SystemId system) {
        Instant ended = state.isEnd() ? BEGUN.plusSeconds(60) : null;
        JobSummary summary = new JobSummary(
                id(number),
                kind,
                state,
                state.isEnd() ? "" : "Copying",
                new JobSummary.Scene(system, "Büro 7", "vol1:/exports/b", "node-1", "", "anna"),
                new JobSummary.Figures(42, 42, 100, 42, 1, 58, 0, 1, 0),
                story,
                new JobSummary.Times(BEGUN.plusSeconds(1), ended));
        return new JobEntry(
                summary, new JobKey(BEGUN.minusSeconds(number), id(number)), !state.isEnd(), SEEN, JobDetails.NONE);
    }

    /** The same, looked at later. */
    static JobEntry later(JobEntry job, Duration by) {
        return new JobEntry(
                job.summary(), job.key(), job.cancellable(), job.seenAt().plus(by), job.details());
    }

    @Override
    public Optional<JobEntry> find(JobId id) {
        return all.stream().filter(job -> job.summary().id().equals(id)).findFirst();
    }

    @Override
    public List<JobEntry> recent(SystemId system, int limit, JobKey after) {
        return all.stream()
                .filter(job -> system == null || system.equals(job.system()))
                .filter(job -> after == null || job.key().createdAt().isBefore(after.createdAt()))
                .limit(limit)
                .toList();
    }

    @Override
    public Map<SystemId, String> owners(Set<SystemId> systems) {
        return owners;
    }

    /** There is one system, with any snapshot. */
    @Override
    public Optional<SystemId> bearing(String guid) {
        return Optional.of(SYSTEM);
    }

    @Override
    public Outcome<JobSummary> control(JobId id, Control wanted, String by) {
        asked.add(wanted + " " + by);
        return answer;
    }
}
