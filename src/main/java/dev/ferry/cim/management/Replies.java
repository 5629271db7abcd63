package dev.ferry.cim.management;

import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.method.Returned;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.service.Submission;
import dev.ferry.service.Submitted;
import java.util.function.Function;

/** What a call comes to: a submit on its way in, and return values on their way out. */
final class Replies {
    private Replies() {}

    /** These protocols have no idempotency keys: each call is a wish of its own. */
    static Submission submission(Invocation call) {
        return new Submission(call.caller(), "CIM " + call.method().name(), "", "", false);
    }

    static Returned job(Scope scope, Outcome<Submitted> submitted) {
        return returned(submitted, done -> switch (done) {
            case Submitted.Started(var job) ->
                Returned.jobStarted()
                        .with(
                                "Job",
                                CimValue.of(scope.path(
                                        "Msvm_ConcreteJob",
                                        "InstanceID",
                                        job.id().value())));
            case Submitted.WouldStart _ -> throw new IllegalStateException("nobody asked for a dry run");
        });
    }

    static <T> Returned returned(Outcome<T> outcome, Function<T, Returned> answer) {
        return switch (outcome) {
            case Outcome.Ok<T>(var value) -> answer.apply(value);
            case Outcome.Refused<T>(var refusal) -> Returned.refused(refusal);
        };
    }

    static ObjectPath system(Scope scope, SystemId id) {
        return scope.path("Msvm_ComputerSystem", "CreationClassName", "Msvm_ComputerSystem", "Name", id.value());
    }

    static ObjectPath planned(Scope scope, SystemId id) {
        return scope.path(
                "Msvm_PlannedComputerSystem", "CreationClassName", "Msvm_PlannedComputerSystem", "Name", id.value());
    }

    static Refusal noSystem(String guid) {
        return new Refusal(
                ReturnCode.INVALID_PARAMETER, "there is no system " + guid, "list the systems to see what there is");
    }
}
