package dev.ferry.model.job;

import dev.ferry.model.SystemId;
import java.util.Set;

/** What must be under way for a job now. Carrying one out twice does no harm. */
public sealed interface Directive {
    /** Find a node that has these volumes, the wished ones too if there is one, and start a try there. */
    record Assign(Set<String> volumeKeys, Set<String> wished) implements Directive {}

    /** See to it that the try runs, and hear how it stands. */
    record Drive(Attempt attempt, Action action) implements Directive {}

    /** See to it that the try stops. */
    record Halt(Attempt attempt) implements Directive {}

    /** Tell the system that the job has ended, until it has heard; {@code system} is null when there is none to tell. */
    record Release(SystemId system) implements Directive {}

    /** Nothing to do before time passes or somebody asks. */
    record Rest() implements Directive {}

    /** The job is over and need not be kept in memory. */
    record Leave() implements Directive {}
}
