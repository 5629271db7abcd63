package dev.ferry;

/** What is wrong with a command line, in a sentence. */
final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
        super(message);
    }
}
