package dev.ferry.model.job;

/** What a caller has asked of a running job. */
public enum Control {
    GO_ON,
    SUSPEND,
    CANCEL,
    KILL
}
