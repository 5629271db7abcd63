package dev.ferry.journal.database;

/** Why a data folder or a database cannot be used: what it is, the rule that it breaks, and what to do. */
public final class DatabaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DatabaseRefused(String message, String remedy) {
        super(message + " " + remedy);
    }

    public DatabaseRefused(String message, String remedy, Throwable cause) {
        super(message + " " + remedy, cause);
    }
}
