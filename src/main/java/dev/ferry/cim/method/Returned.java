package dev.ferry.cim.method;

import dev.ferry.cim.value.CimInstance.Property;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.Optional;

/**
 * What a method answered: its return value, its out parameters (one that is not there has no value), and, when the value tells of a
 * refusal, why: clients see the number, the log and the audit the sentence.
 */
public record Returned(long value, NamedMap<Property> out, Optional<Refusal> why) {
    public static Returned completed() {
        return new Returned(ReturnCode.COMPLETED.number(), NamedMap.empty(), Optional.empty());
    }

    public static Returned jobStarted() {
        return new Returned(ReturnCode.JOB_STARTED.number(), NamedMap.empty(), Optional.empty());
    }

    public static Returned refused(Refusal refusal) {
        return new Returned(refusal.code().number(), NamedMap.empty(), Optional.of(refusal));
    }

    public Returned with(String parameter, CimValue value) {
        return new Returned(value(), out.with(parameter, new Property(parameter, value)), why);
    }

    /** For methods with numbers of their own: the same with another return value. */
    public Returned as(long otherValue) {
        return new Returned(otherValue, out, why);
    }
}
