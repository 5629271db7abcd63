package dev.ferry.endpoint.rest;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;

/** Identifiers in an address, in any form that a GUID has. A text that is none names nothing: it is not found. */
final class Ids {
    private Ids() {}

    static SystemId system(String text) {
        try {
            return new SystemId(text);
        } catch (IllegalArgumentException _) {
            throw new RestRefused(noSystem(text));
        }
    }

    static JobId job(String text) {
        try {
            return new JobId(text);
        } catch (IllegalArgumentException _) {
            throw new RestRefused(noJob(text));
        }
    }

    static Problem noSystem(Object id) {
        return Problem.notFound("there is no system " + id, "list the systems to see what there is");
    }

    static Problem noJob(Object id) {
        return Problem.notFound(
                "there is no job " + id, "list the jobs, the ended ones too (ferry jobs --all), to see what there is");
    }
}
