package dev.ferry.cim.job;

import dev.ferry.cim.schema.Namespace;

/** OperationalStatus of a job: number and text. */
enum Operation {
    OK(2, "OK"),
    DEGRADED(3, "Degraded"),
    ERROR(6, "Error"),
    STOPPED(10, "Stopped"),
    ABORTED(14, "Aborted");

    final int number;
    final String text;

    Operation(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Warnings are OK where a job that has some is shown as completed. */
    static Operation of(JobEntry job, Namespace namespace) {
        return switch (job.summary().state()) {
            case NEW, STARTING, RUNNING, SUSPENDED, SHUTTING_DOWN, COMPLETED -> OK;
            case COMPLETED_WITH_WARNINGS -> namespace == Namespace.V1 ? OK : DEGRADED;
            case TERMINATED -> STOPPED;
            case KILLED -> ABORTED;
            case EXCEPTION -> ERROR;
        };
    }
}
