package dev.ferry.service;

import dev.ferry.model.Caller;

/**
 * One submit of one caller. With a {@code key} it can be repeated: {@code bodyHash} tells whether it is the same wish. A
 * {@code dryRun} goes as far as it can without changing anything.
 */
public record Submission(Caller caller, String operation, String key, String bodyHash, boolean dryRun) {}
