package dev.ferry.endpoint.rest;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** A request that cannot be served as it is. Thrown while it is read, told as a {@link Problem} at the door. */
final class RestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    RestRefused(Problem problem) {
        super(problem.refusal().message());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** A value that is out of range, missing, or no word of its list. */
    static RestRefused invalid(String message, String remedy) {
        return new RestRefused(Problem.of(new Refusal(ReturnCode.INVALID_PARAMETER, message, remedy)));
    }

    /** What cannot be read: not JSON, another type, a name that nothing has. */
    static RestRefused unreadable(String message, String remedy) {
        return new RestRefused(Problem.of(new Refusal(ReturnCode.INCORRECT_DATA_TYPE, message, remedy)));
    }

    static RestRefused notFound(String message, String remedy) {
        return new RestRefused(Problem.notFound(message, remedy));
    }

    static <T> T required(T value, String field) {
        if (value == null) {
            throw invalid("the field '" + field + "' is missing", "add it; see /api/v1/openapi.json");
        }
        return value;
    }
}
