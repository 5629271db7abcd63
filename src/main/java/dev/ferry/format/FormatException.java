package dev.ferry.format;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;

/** A file is not what it has to be. The refusal names the file, the place in it, the rule, and what to do. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String REMEDY =
            "Check that the file is complete and unchanged since the host wrote it; export it again if it is not.";

    // Not part of the serial form: nobody sends exceptions, and a refusal is a plain record.
    private final transient Refusal refusal;

    public FormatException(Refusal refusal, Throwable cause) {
        super(refusal.message(), cause);
        this.refusal = refusal;
    }

    public FormatException(Refusal refusal) {
        this(refusal, null);
    }

    /** The file {@code label} breaks {@code rule}. */
    public static FormatException broken(String label, String rule) {
        return new FormatException(Refusal.of(ReturnCode.INCORRECT_DATA_TYPE, label + ": " + rule, REMEDY));
    }

    /** The file {@code label} breaks {@code rule} at a line that is known. */
    public static FormatException brokenAt(String label, int line, String rule, Throwable cause) {
        return new FormatException(
                Refusal.of(ReturnCode.INCORRECT_DATA_TYPE, label + ", line " + line + ": " + rule, REMEDY), cause);
    }

    /** The file {@code label} is in order, but holds something that Ferry does not carry. */
    public static FormatException notSupported(String label, String what, String remedy) {
        return new FormatException(Refusal.of(ReturnCode.NOT_SUPPORTED, label + ": " + what, remedy));
    }

    public Refusal refusal() {
        return refusal;
    }
}
