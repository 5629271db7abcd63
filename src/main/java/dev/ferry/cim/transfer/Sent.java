package dev.ferry.cim.transfer;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.model.Outcome;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;

/** What a caller sent for an embedded instance, brought to the class that is meant, and the refusals that all settings share. */
final class Sent {
    private Sent() {}

    /** A text that is missing or blank is an instance that says nothing. */
    static Outcome<CimInstance> read(String text, Schema schema, String className) {
        if (text == null || text.isBlank()) {
            return Outcome.ok(CimInstance.of(className));
        }
        try {
            return typed(EmbeddedText.read(text, schema), schema, className);
        } catch (CimFailure e) {
            return refused(e);
        }
    }

    static Outcome<CimInstance> typed(CimInstance instance, Schema schema, String className) {
        if (!Names.same(instance.className(), className)) {
            return Outcome.refused(new Refusal(
                    ReturnCode.INCORRECT_DATA_TYPE,
                    "an instance of " + className + " is expected, and not of " + instance.className(),
                    "send the settings that this namespace hands out"));
        }
        try {
            return Outcome.ok(schema.require(className).instance(instance.properties()));
        } catch (CimFailure e) {
            return refused(e);
        }
    }

    private static Outcome<CimInstance> refused(CimFailure failure) {
        ReturnCode code = failure.status() == CimStatus.SERVER_LIMITS_EXCEEDED
                ? ReturnCode.OUT_OF_MEMORY
                : ReturnCode.INCORRECT_DATA_TYPE;
        return Outcome.refused(new Refusal(
                code, failure.getMessage(), "send an instance as the schema of this namespace declares it"));
    }

    /** "" when nothing was said. */
    static String text(CimInstance sent, String property) {
        return sent.text(property).map(String::strip).orElse("");
    }

    static boolean flag(CimInstance sent, String property, boolean unsaid) {
        return sent.flag(property).orElse(unsaid);
    }

    static long number(CimInstance sent, String property) {
        return sent.number(property).orElse(0L);
    }

    /** With "" where an element has no value, so that the others keep their places. */
    static List<String> places(CimInstance sent, String property) {
        return sent.value(property) instanceof CimValue.Array(var _, var elements)
                ? elements.stream().map(element -> element.text().strip()).toList()
                : List.of();
    }

    static Refusal invalid(String message, String remedy) {
        return new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy);
    }

    static Refusal unsupported(String message, String remedy) {
        return new Refusal(ReturnCode.NOT_SUPPORTED, message, remedy);
    }

    static Refusal outOfRange(String property, long number, String range) {
        return invalid(property + " is " + number, "use " + range);
    }
}
