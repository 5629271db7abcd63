package dev.ferry.cim.job;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.system.InstanceIds;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.JobId;
import dev.ferry.model.SnapshotId;
import dev.ferry.model.SystemId;
import java.util.Optional;

/** The path of a job, for all methods that hand one out. Its one key is InstanceID, in every namespace. */
public final class JobPaths {
    public static final String JOB = "Msvm_ConcreteJob";

    private static final String PLANNED = "Msvm_PlannedComputerSystem";

    private JobPaths() {}

    public static ObjectPath of(Scope scope, JobId id) {
        return scope.path(JOB, "InstanceID", id.value());
    }

    /** The job's system as it is shown in the namespace, which may know no planned systems. */
    static Optional<ObjectPath> system(Scope scope, JobEntry job) {
        return switch (job.standing()) {
            case GONE -> Optional.empty();
            case REALIZED -> Optional.of(system(scope, job.system()));
            case PLANNED ->
                scope.namespace() == Namespace.V1 ? Optional.empty() : Optional.of(planned(scope, job.system()));
        };
    }

    static ObjectPath planned(Scope scope, SystemId id) {
        return scope.path(PLANNED, "CreationClassName", PLANNED, "Name", id.value());
    }

    static ObjectPath settings(Scope scope, SnapshotId id) {
        return scope.path("Msvm_VirtualSystemSettingData", "InstanceID", InstanceIds.settings(id.value()));
    }

    static ObjectPath system(Scope scope, SystemId id) {
        return scope.path(HostPaths.SYSTEM, "CreationClassName", HostPaths.SYSTEM, "Name", id.value());
    }
}
