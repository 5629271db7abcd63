package dev.ferry.cim.method;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimMethod;
import dev.ferry.cim.schema.Qualifiers;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Typing;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import java.util.List;
import java.util.Optional;

/**
 * The numbers with which a method refuses. Methods document families of them: what is 32770 for one is 1 for another, and the qualifiers
 * of the schema tell which. Where they do not, it is the number of the table, which lies in what the other families leave to vendors.
 */
final class Numbers {
    private Numbers() {}

    /** A method that returns nothing cannot say it with a number: then the operation fails. */
    static Returned refused(CimMethod method, Refusal refusal) throws CimFailure {
        if (method.returns().isEmpty()) {
            CimStatus status =
                    refusal.code() == ReturnCode.ACCESS_DENIED ? CimStatus.ACCESS_DENIED : CimStatus.NOT_SUPPORTED;
            throw new CimFailure(status, refusal.message());
        }
        Returned returned = Returned.refused(refusal);
        return documented(method.qualifiers(), refusal.code()).map(returned::as).orElse(returned);
    }

    /** What a method says when it could not understand its parameters; empty for what is a failure of the operation. */
    static Optional<ReturnCode> of(CimStatus status) {
        return switch (status) {
            case TYPE_MISMATCH, INVALID_CLASS, NO_SUCH_PROPERTY -> Optional.of(ReturnCode.INCORRECT_DATA_TYPE);
            case INVALID_PARAMETER -> Optional.of(ReturnCode.INVALID_PARAMETER);
            case SERVER_LIMITS_EXCEEDED -> Optional.of(ReturnCode.OUT_OF_MEMORY);
            case FAILED,
                    ACCESS_DENIED,
                    INVALID_NAMESPACE,
                    NOT_FOUND,
                    NOT_SUPPORTED,
                    CLASS_HAS_CHILDREN,
                    CLASS_HAS_INSTANCES,
                    INVALID_SUPERCLASS,
                    ALREADY_EXISTS,
                    QUERY_LANGUAGE_NOT_SUPPORTED,
                    INVALID_QUERY,
                    METHOD_NOT_AVAILABLE,
                    METHOD_NOT_FOUND,
                    NAMESPACE_NOT_EMPTY,
                    INVALID_ENUMERATION_CONTEXT,
                    INVALID_OPERATION_TIMEOUT,
                    PULL_HAS_BEEN_ABANDONED,
                    PULL_CANNOT_BE_ABANDONED,
                    FILTERED_ENUMERATION_NOT_SUPPORTED,
                    CONTINUATION_ON_ERROR_NOT_SUPPORTED,
                    SERVER_IS_SHUTTING_DOWN -> Optional.empty();
        };
    }

    /** The number whose documented meaning is that of the code. */
    private static Optional<Long> documented(Qualifiers qualifiers, ReturnCode code) {
        List<String> numbers = texts(qualifiers.value("ValueMap"));
        List<String> meanings = texts(qualifiers.value("Values"));
        for (int at = 0; at < Math.min(numbers.size(), meanings.size()); at++) {
            boolean isIt = meanings.get(at).strip().equalsIgnoreCase(code.cimText());
            if (isIt
                    && Typing.parse(CimType.UINT32, numbers.get(at)).orElse(CimValue.none())
                            instanceof CimValue.Whole(var _, var number)) {
                return Optional.of(number.longValueExact());
            }
        }
        return Optional.empty();
    }

    private static List<String> texts(CimValue value) {
        return value instanceof CimValue.Array(var _, var elements)
                ? elements.stream().map(CimValue::text).toList()
                : List.of();
    }
}
