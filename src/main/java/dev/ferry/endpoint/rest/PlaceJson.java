package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.actor.copy.Chore;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.Volume;
import dev.ferry.service.ClusterService.VolumeStanding;

/** Volumes, and the exports on them, for clients of REST. */
record PlaceJson(PathTexts paths) {
    ObjectNode volume(VolumeStanding standing) {
        Chore.VolumeEntry entry = standing.entry();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", entry.name()).put("node", JobJson.orNull(entry.node()));
        json.put("shared", entry.shared()).put("path", entry.path());
        ArrayNode aliases = json.putArray("aliases");
        entry.aliases().forEach(aliases::add);
        json.put("state", entry.state()).put("reason", JobJson.orNull(entry.reason()));
        json.put("totalBytes", entry.totalBytes()).put("freeBytes", entry.freeBytes());
        json.put("reservedBytes", standing.promises().reservedBytes());
        ArrayNode claims = json.putArray("claims");
        for (Volume.Held held : standing.promises().held()) {
            claims.addObject()
                    .put("path", paths.posix(held.claim().path()))
                    .put("mode", word(held.claim().mode()))
                    .put("holder", holder(held));
        }
        return json;
    }

    ObjectNode export(Chore.ExportEntry export) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("directory", paths.posix(export.folder()))
                .put("system", JobJson.orNull(export.systemId()))
                .put("name", export.name())
                .put("createdAt", JobJson.orNull(export.createdAt()))
                .put("sizeBytes", export.sizeBytes())
                .put("allocatedBytes", export.allocatedBytes())
                .put("complete", export.complete())
                .put("adopted", export.adopted())
                .putNull("lastVerifiedAt");
    }

    private static String holder(Volume.Held held) {
        return held.job() == null ? "system " + held.system() : "job " + held.job();
    }

    private static String word(Claim.Mode mode) {
        return switch (mode) {
            case READ -> "Read";
            case WRITE -> "Write";
            case OWN -> "Own";
        };
    }
}
