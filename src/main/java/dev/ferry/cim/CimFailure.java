package dev.ferry.cim;

import java.util.Objects;

/** What was asked in CIM cannot be understood or does not fit the schema. The message is a sentence for the caller. */
public final class CimFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final CimStatus status;

    public CimFailure(CimStatus status, String message, Throwable cause) {
        super(message, cause);
        this.status = Objects.requireNonNull(status, "status");
    }

    public CimFailure(CimStatus status, String message) {
        this(status, message, null);
    }

    public CimStatus status() {
        return status;
    }

    /** What a caller sent, as a sentence may quote it: short, and on one line. */
    public static String quoted(String sent) {
        String line = sent.replaceAll("\\p{Cntrl}+", " ");
        return "'" + (line.length() <= 80 ? line : line.substring(0, 80) + "...") + "'";
    }
}
