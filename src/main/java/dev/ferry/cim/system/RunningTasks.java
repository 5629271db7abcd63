package dev.ferry.cim.system;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Scope;
import dev.ferry.model.JobId;
import java.util.List;

/** The jobs that hold a system, as texts of embedded instances. How a job is shown is told elsewhere. */
@FunctionalInterface
public interface RunningTasks {
    List<String> of(JobId job, Scope scope) throws CimFailure;
}
