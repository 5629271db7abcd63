package dev.ferry.cim.job;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.Waiting;
import dev.ferry.model.JobId;
import dev.ferry.model.Outcome;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobRules;
import dev.ferry.model.job.JobSummary;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.service.JobService;
import dev.ferry.service.SystemService;
import dev.ferry.view.JobFilter;
import dev.ferry.view.JobKey;
import dev.ferry.view.SystemRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The real front desk. */
record DeskJobs(JobService jobs, SystemService systems, InstantSource clock) implements Jobs {
    @Override
    public Optional<JobEntry> find(JobId id) throws CimFailure {
        Instant now = clock.instant();
        return Waiting.read(jobs.find(id)).map(entry -> seen(entry, now));
    }

    @Override
    public List<JobEntry> recent(SystemId system, int limit, JobKey after) throws CimFailure {
        Instant now = clock.instant();
        JobFilter filter = new JobFilter(null, system, null, JobRows.RECENT);
        return Waiting.read(jobs.list(filter, limit, after)).stream()
                .map(entry -> seen(entry, now))
                .toList();
    }

    private static JobEntry seen(JobService.Entry entry, Instant now) {
        boolean cancellable = !entry.summary().state().isEnd()
                && JobRules.canBeStopped(entry.row().job());
        return new JobEntry(
                entry.summary(),
                entry.row().key(),
                cancellable,
                now,
                JobDetails.of(entry.row().order()));
    }

    /** All are asked at once. */
    @Override
    public Map<SystemId, String> owners(Set<SystemId> wanted) {
        List<CompletionStage<Outcome<Optional<SystemRow>>>> asked =
                wanted.stream().map(systems::get).toList();
        Map<SystemId, String> owners = new HashMap<>();
        for (CompletionStage<Outcome<Optional<SystemRow>>> one : asked) {
            if (Waiting.on(one) instanceof Outcome.Ok<Optional<SystemRow>>(var found)) {
                found.ifPresent(row -> owner(row).ifPresent(owner -> owners.put(row.id(), owner)));
            }
        }
        return owners;
    }

    /** Of a planned system, the node that read its definition. */
    private Optional<String> owner(SystemRow row) {
        return switch (row.state()) {
            case Realized realized -> Optional.of(systems.seat(realized).node());
            case Drafted drafted -> Optional.of(drafted.planned().origin().node());
            case Planned _, Absent _ -> Optional.empty();
        };
    }

    @Override
    public Optional<SystemId> bearing(String guid) throws CimFailure {
        return Waiting.read(systems.bearing(guid)).map(SystemRow::id);
    }

    @Override
    public Outcome<JobSummary> control(JobId id, Control wanted, String by) {
        return Waiting.on(jobs.control(id, wanted, by));
    }
}
