package dev.ferry.cim.management;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** What is wrong with a call by itself. */
final class Refusals {
    private Refusals() {}

    static <T> Outcome<T> invalid(String message, String remedy) {
        return Outcome.refused(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy));
    }

    static <T> Outcome<T> missing(String parameter) {
        return invalid(parameter + " was not given", "give it; the method cannot do without");
    }

    static <T> Outcome<T> notServed(String message, String remedy) {
        return Outcome.refused(new Refusal(ReturnCode.NOT_SUPPORTED, message, remedy));
    }

    static <T> Outcome<T> wrongClass(String message) {
        return Outcome.refused(new Refusal(
                ReturnCode.INCORRECT_DATA_TYPE,
                message,
                "send an instance of the class that the resource is shown as"));
    }

    /** A text that cannot be read, or that holds something else, is data of the wrong type. */
    static <T> Outcome<T> unreadable(String parameter, CimFailure failure) {
        ReturnCode code = failure.status() == CimStatus.SERVER_LIMITS_EXCEEDED
                ? ReturnCode.OUT_OF_MEMORY
                : ReturnCode.INCORRECT_DATA_TYPE;
        return Outcome.refused(new Refusal(code, parameter + ": " + failure.getMessage(), ""));
    }
}
