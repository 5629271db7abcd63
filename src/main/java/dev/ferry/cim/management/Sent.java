package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import java.util.List;

/** Instances that came within texts, as outcomes: what is wrong with them has a return code, and is no failure of the operation. */
final class Sent {
    private Sent() {}

    /** Where nothing was sent, an instance that says nothing. */
    static Outcome<CimInstance> instanceOrBlank(Invocation call, String parameter, String className) {
        try {
            return Outcome.ok(call.embedded(parameter, className).orElseGet(() -> CimInstance.of(className)));
        } catch (CimFailure e) {
            return Refusals.unreadable(parameter, e);
        }
    }

    static Outcome<CimInstance> instance(Invocation call, String parameter, String className) {
        try {
            return call.embedded(parameter, className).map(Outcome::ok).orElseGet(() -> Refusals.missing(parameter));
        } catch (CimFailure e) {
            return Refusals.unreadable(parameter, e);
        }
    }

    static Outcome<List<CimInstance>> instances(Invocation call, String parameter, String className) {
        try {
            return Outcome.ok(call.embeddeds(parameter, className));
        } catch (CimFailure e) {
            return Refusals.unreadable(parameter, e);
        }
    }

    static Outcome<Boolean> flag(Invocation call, String parameter) {
        return call.flag(parameter).map(Outcome::ok).orElseGet(() -> Refusals.missing(parameter));
    }
}
