package dev.ferry.endpoint.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ferry.model.node.NodeRules.Resident;
import dev.ferry.service.NodeService.Bound;
import dev.ferry.service.NodeService.Drained;
import dev.ferry.service.NodeStanding;
import dev.ferry.view.JobRow;
import java.util.stream.Stream;

/** A node for clients of REST, and what comes of draining one. */
final class NodeJson {
    private NodeJson() {}

    static ObjectNode of(NodeStanding node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", node.name());
        // Two names of one thing: lists of every kind take a state, and the word for nodes is status.
        json.put("status", node.status()).put("state", node.status());
        texts(json.putArray("roles"), node.fact().endpoint().roles().stream());
        json.put("version", node.known().version());
        json.put("address", node.fact().endpoint().address());
        texts(json.putArray("volumes"), node.fact().volumeKeys().stream());
        json.put("hypervisor", node.hypervisor());
        json.put("jobs", node.jobs()).put("systems", node.systems());
        json.put("drained", node.known().isDrained())
                .put("drainedBy", node.known().drainedBy());
        return json.put("since", JobJson.text(node.since()));
    }

    /** The node, what goes on elsewhere, and what stays with it and why. */
    static ObjectNode of(Drained drained) {
        ObjectNode json = of(drained.node());
        ArrayNode moved = json.putArray("handedOver");
        drained.handedOver().forEach(job -> job(moved.addObject(), job));
        ObjectNode stays = json.putObject("stays");
        ArrayNode jobs = stays.putArray("jobs");
        for (Bound bound : drained.stay()) {
            job(jobs.addObject(), bound.job()).put("why", bound.why());
        }
        ArrayNode systems = stays.putArray("systems");
        for (Resident system : drained.residents().first()) {
            systems.addObject()
                    .put("id", system.id())
                    .put("name", system.name())
                    .put("why", "it has files on a volume of this node alone");
        }
        stays.put("systemsTotal", drained.residents().total());
        return json;
    }

    private static ObjectNode job(ObjectNode json, JobRow job) {
        return json.put("job", job.id().value())
                .put("kind", job.order().kind().word())
                .put("systemName", job.order().systemName());
    }

    private static void texts(ArrayNode array, Stream<String> texts) {
        texts.sorted().forEach(array::add);
    }
}
