package dev.ferry.cim.job;

import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;

/** The path of a job, for all methods that hand one out. Its one key is InstanceID, in every namespace. */
public final class JobPaths {
    public static final String JOB = "Msvm_ConcreteJob";

    private JobPaths() {}

    public static ObjectPath of(Scope scope, JobId id) {
        return scope.path(JOB, "InstanceID", id.value());
    }

    static ObjectPath system(Scope scope, SystemId id) {
        return scope.path(HostPaths.SYSTEM, "CreationClassName", HostPaths.SYSTEM, "Name", id.value());
    }
}
