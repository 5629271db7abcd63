package dev.ferry.cim.job;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Family;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.object.Wanted;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Guid;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.view.JobKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Jobs, the newest first. Lists forget them five minutes after their end, as documented; who knows the path still finds one. */
final class JobRows implements Family<JobEntry> {
    static final Duration RECENT = Duration.ofMinutes(5);

    /** What is put together of several pages, where every page has jobs of other nodes in it. */
    private static final int PAGE = 200;

    private final Jobs jobs;

    JobRows(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public List<JobEntry> page(Scope scope, Wanted wanted, String after, int limit) throws CimFailure {
        if (wanted.id() != null) {
            return after.isEmpty() ? here(scope, recent(find(wanted.id()))) : List.of();
        }
        List<JobEntry> shown = new ArrayList<>();
        JobKey last = after.isEmpty() ? null : key(after);
        boolean more = true;
        while (more && shown.size() < limit) {
            List<JobEntry> read = jobs.recent(null, Math.min(limit, PAGE), last);
            here(scope, read).stream().limit(limit - shown.size()).forEach(shown::add);
            more = read.size() == Math.min(limit, PAGE);
            last = more ? read.getLast().key() : last;
        }
        return shown;
    }

    /** In the host namespaces, without the jobs of systems that another node owns. */
    private List<JobEntry> here(Scope scope, List<JobEntry> all) {
        if (!scope.isNarrowed()) {
            return all;
        }
        Map<SystemId, String> owners = jobs.owners(
                all.stream().map(JobEntry::system).filter(Objects::nonNull).collect(Collectors.toSet()));
        return all.stream()
                .filter(job -> job.system() == null
                        || owners.getOrDefault(job.system(), scope.node()).equals(scope.node()))
                .toList();
    }

    private static List<JobEntry> recent(List<JobEntry> found) {
        return found.stream()
                .filter(job -> job.summary().times().endedAt() == null
                        || job.summary().times().endedAt().isAfter(job.seenAt().minus(RECENT)))
                .toList();
    }

    @Override
    public String key(JobEntry row) {
        return row.key().createdAt() + " " + row.key().id();
    }

    private static JobKey key(String text) throws CimFailure {
        int space = text.indexOf(' ');
        try {
            return new JobKey(
                    Instant.parse(text.substring(0, Math.max(space, 0))), new JobId(text.substring(space + 1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new CimFailure(
                    CimStatus.INVALID_ENUMERATION_CONTEXT, "no list of jobs goes on at " + CimFailure.quoted(text), e);
        }
    }

    @Override
    public Optional<List<JobEntry>> concernedBy(Scope scope, ObjectPath path) throws CimFailure {
        String className = path.className();
        if (scope.schema().isSubclass(className, "CIM_ConcreteJob")) {
            return Optional.of(find(text(path, "InstanceID")));
        }
        if (Names.same(className, JobViews.AFFECTED)) {
            return referredTo(scope, path, "AffectingElement");
        }
        if (Names.same(className, JobViews.OWNING)) {
            return referredTo(scope, path, "OwnedElement");
        }
        if (scope.schema().isSubclass(className, "CIM_ComputerSystem")) {
            return Optional.of(ofSystem(text(path, "Name")));
        }
        if (scope.schema().isSubclass(className, "CIM_VirtualSystemSettingData")) {
            return Optional.of(ofSettings(text(path, "InstanceID")));
        }
        boolean isOwner = scope.schema().isSubclass(className, HostPaths.MANAGEMENT)
                && scope.schema().find(JobViews.OWNING).isPresent();
        return isOwner ? Optional.empty() : Optional.of(List.of());
    }

    /** The path of an association: its job is the one that it refers to. */
    private Optional<List<JobEntry>> referredTo(Scope scope, ObjectPath path, String key) throws CimFailure {
        ObjectPath job =
                switch (path.key(key)) {
                    case CimValue.Reference(var to) -> to;
                    case CimValue.Text(var text) -> ObjectPath.parse(text);
                    case CimValue.Bool _,
                            CimValue.Whole _,
                            CimValue.Real _,
                            CimValue.Char16 _,
                            CimValue.Time _,
                            CimValue.Array _,
                            CimValue.Null _ -> null;
                };
        boolean isJob = job != null && scope.schema().isSubclass(job.className(), "CIM_ConcreteJob");
        return Optional.of(isJob ? find(text(job, "InstanceID")) : List.of());
    }

    private List<JobEntry> find(String id) throws CimFailure {
        return Guid.isGuid(id) ? jobs.find(new JobId(id)).stream().toList() : List.of();
    }

    /** Systems have few: a job holds its system while it runs. */
    private List<JobEntry> ofSystem(String name) throws CimFailure {
        if (!Guid.isGuid(name)) {
            return List.of();
        }
        List<JobEntry> all = new ArrayList<>();
        List<JobEntry> read = jobs.recent(new SystemId(name), PAGE, null);
        all.addAll(read);
        while (read.size() == PAGE) {
            read = jobs.recent(new SystemId(name), PAGE, read.getLast().key());
            all.addAll(read);
        }
        return all;
    }

    /** A job that gives a system its snapshots affects their settings too. */
    private List<JobEntry> ofSettings(String id) throws CimFailure {
        Optional<String> guid = InstanceIds.firstGuid(id);
        Optional<SystemId> system = guid.isEmpty() ? Optional.empty() : jobs.bearing(guid.get());
        return system.isEmpty() ? List.of() : ofSystem(system.get().value());
    }

    private static String text(ObjectPath path, String key) {
        if (path.key(key) instanceof CimValue.Text(var text)) {
            return text;
        }
        return path.keys() instanceof ObjectPath.Keys.Unnamed(CimValue.Text(var only)) ? only : "";
    }
}
