package dev.ferry.storm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.rig.RestClient;

/** What a client wants: the request, under one key however often it is sent. See {@link Submit} for mark and rival. */
record Wish(String kind, String mark, String key, String path, ObjectNode body, boolean rival) {
    /** The one kind that is answered when it is done, with the system and not with the job. */
    static final String DEFINE = "Define";

    static Wish export(String system, String mark) {
        return new Wish(
                "Export",
                mark,
                "key-" + mark,
                "/systems/" + system + "/export",
                RestClient.object().put("directory", "exports/" + mark),
                false);
    }

    /** Under a new identity, so that it can be done any number of times. */
    static Wish importing(String folder, String mark) {
        ObjectNode body =
                RestClient.object().put("path", folder).put("mode", "copy").put("newId", true);
        return new Wish("Import", mark, "key-" + mark, "/imports", body.put("name", mark), false);
    }

    /** Under its own identity: only one of several can have it. */
    static Wish rival(String folder, String mark) {
        ObjectNode body = RestClient.object().put("path", folder).put("mode", "copy");
        return new Wish("Import", mark, "key-" + mark, "/imports", body.put("name", mark), true);
    }
}
