package dev.ferry.cli;

/** The command line is wrong in a way that only the whole of it shows; the message says how to put it right. */
final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageProblem(String message) {
        super(message);
    }
}
