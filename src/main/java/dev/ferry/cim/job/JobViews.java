package dev.ferry.cim.job;

import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.service.FrontDesk;
import java.time.InstantSource;
import java.util.List;

/** The classes of each namespace that are made of jobs. */
public final class JobViews {
    static final String AFFECTED = "Msvm_AffectedJobElement";
    static final String OWNING = "Msvm_OwningJobElement";

    private JobViews() {}

    public static List<ClassView<?>> views(Namespace namespace, FrontDesk desk, InstantSource clock) {
        return views(namespace, jobs(desk, clock));
    }

    static List<ClassView<?>> views(Namespace namespace, Jobs jobs) {
        JobRows rows = new JobRows(jobs);
        ClassView<JobEntry> job = new ClassView<>(JobPaths.JOB, rows, JobInstances::job, "", "InstanceID");
        ClassView<JobEntry> affected = ClassView.of(AFFECTED, rows, JobInstances::affected);
        return switch (namespace) {
            case V1 -> List.of(job, affected);
            case V2, CLUSTER -> List.of(job, affected, ClassView.of(OWNING, rows, JobInstances::owning));
            case INTEROP -> List.of();
        };
    }

    static Jobs jobs(FrontDesk desk, InstantSource clock) {
        return new DeskJobs(desk.jobs(), desk.systems(), clock);
    }
}
