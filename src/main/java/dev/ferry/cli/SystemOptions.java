package dev.ferry.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import picocli.CommandLine.Option;

/** What a system can be given when it is defined, beside its name. */
final class SystemOptions {
    @Option(names = "--memory", paramLabel = "SIZE", description = "Memory, such as 512MiB.")
    private ByteSize memory;

    @Option(names = "--processors", paramLabel = "N", description = "Number of virtual processors.")
    private Integer processors;

    @Option(names = "--generation", paramLabel = "N", description = "1 or 2 (default 2).")
    private Integer generation;

    @Option(names = "--disk", paramLabel = "PATH", description = "A disk that exists. Can be repeated.")
    private List<String> disks = List.of();

    @Option(names = "--new-disk", paramLabel = "NAME=SIZE", description = "A disk to make. Can be repeated.")
    private List<String> newDisks = List.of();

    @Option(names = "--network", paramLabel = "NAME", description = "A network to be on. Can be repeated.")
    private List<String> networks = List.of();

    @Option(names = "--node", paramLabel = "NODE", description = "The node that owns it.")
    private String node;

    @Option(names = "--notes", paramLabel = "TEXT", description = "Notes.")
    private String notes;

    ObjectNode body(String name) {
        ObjectNode body = common(name, memory, processors, notes);
        if (generation != null) {
            body.put("generation", generation);
        }
        if (node != null) {
            body.put("node", node);
        }
        putAll(body, "disks", disks);
        putAll(body, "networks", networks);
        if (!newDisks.isEmpty()) {
            ArrayNode made = body.putArray("newDisks");
            newDisks.forEach(disk -> made.add(newDisk(disk)));
        }
        return body;
    }

    /** What can be set when it is defined and afterwards. */
    static ObjectNode common(String name, ByteSize memory, Integer processors, String notes) {
        ObjectNode body = Session.body();
        if (name != null) {
            body.put("name", name);
        }
        if (memory != null) {
            body.put("memoryBytes", memory.bytes());
        }
        if (processors != null) {
            body.put("processors", processors);
        }
        if (notes != null) {
            body.put("notes", notes);
        }
        return body;
    }

    static void putAll(ObjectNode body, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = body.putArray(field);
            values.forEach(array::add);
        }
    }

    private static ObjectNode newDisk(String text) {
        int equals = text.lastIndexOf('=');
        if (equals < 1) {
            throw new UsageProblem("--new-disk is '" + text + "', which is not like data=4GiB");
        }
        try {
            long sizeBytes = ByteSize.parse(text.substring(equals + 1)).bytes();
            return Session.body().put("name", text.substring(0, equals)).put("sizeBytes", sizeBytes);
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--new-disk " + text + ": " + e.getMessage());
        }
    }
}
