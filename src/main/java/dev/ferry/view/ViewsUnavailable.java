package dev.ferry.view;

/** The database did not answer; the same call may do in a moment. */
public final class ViewsUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ViewsUnavailable(Exception cause) {
        super("the database does not answer: " + cause.getMessage(), cause);
    }
}
