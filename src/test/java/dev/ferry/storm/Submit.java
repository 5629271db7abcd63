package dev.ferry.storm;

import java.time.Instant;

/**
 * One request to begin a job, as its client saw it. {@code mark} is a word that only this wish bears (a folder, a name), so
 * that its jobs are found in the journal whatever was answered. A wish is asked again with the same key until it has an answer.
 *
 * @param job what was accepted; else empty, and for a definition too, which is answered with its system
 * @param detail why it was refused; the system of a definition
 * @param rival another wish wants the same thing: only one of them can have it
 */
record Submit(
        String client,
        String key,
        String kind,
        String mark,
        boolean rival,
        Instant from,
        Instant to,
        Answer answer,
        String job,
        String detail) {
    enum Answer {
        ACCEPTED,
        /** For good: no job began. */
        REFUSED,
        /** No answer, or one that says that nobody knows. */
        UNKNOWN
    }
}
