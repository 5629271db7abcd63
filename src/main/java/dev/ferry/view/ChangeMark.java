package dev.ferry.view;

/**
 * How far a reader has seen the changes. Systems and jobs follow the journal each at its own pace, so a mark has a place for
 * each: with one number alone, a slow kind's changes would be passed over. Its text is fit for a Last-Event-ID.
 */
public record ChangeMark(long systems, long jobs) {
    public static final ChangeMark START = new ChangeMark(0, 0);

    /** Reads what {@link #toString} wrote, or throws an {@link IllegalArgumentException} that names the text. */
    public static ChangeMark parse(String text) {
        if (!text.matches("[0-9]{1,18}-[0-9]{1,18}")) {
            throw new IllegalArgumentException("'" + text + "' is not a mark of changes (such as 120-118)");
        }
        int dash = text.indexOf('-');
        return new ChangeMark(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }

    @Override
    public String toString() {
        return systems + "-" + jobs;
    }
}
