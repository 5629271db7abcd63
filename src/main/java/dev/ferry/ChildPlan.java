package dev.ferry;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One node of {@code ferry cluster}: what it is called, where it lives, and the ports that it keeps while the command runs. */
record ChildPlan(String name, Path data, int http, int remote, int wsman, int cimxml) {
    private static final String HOST = "127.0.0.1";

    static List<ChildPlan> of(ClusterOptions options) {
        FreePorts ports = new FreePorts();
        return IntStream.rangeClosed(1, options.nodes())
                .mapToObj(number -> {
                    boolean first = number == 1;
                    String name = "node" + number;
                    return new ChildPlan(
                            name,
                            options.data().resolve("nodes").resolve(name),
                            first ? ports.preferred(8420) : ports.any(),
                            ports.any(),
                            first ? ports.preferred(5985) : ports.any(),
                            first ? ports.preferred(5988) : ports.any());
                })
                .toList();
    }

    private String address() {
        return HOST + ":" + remote;
    }

    /** Its configuration file: what a node's operator would have written. */
    String config(List<ChildPlan> all, Path shared) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("ferry.node.name", name);
        keys.put("ferry.http.host", HOST);
        keys.put("ferry.http.port", http);
        keys.put("ferry.wsman.port", wsman);
        keys.put("ferry.wsman.tls-port", 0);
        keys.put("ferry.cimxml.port", cimxml);
        keys.put("ferry.cimxml.tls-port", 0);
        keys.put("ferry.remote.host", HOST);
        keys.put("ferry.remote.port", remote);
        keys.put("ferry.cluster.seeds", all.stream().map(ChildPlan::address).toList());
        keys.put(
                "ferry.volumes",
                List.of(
                        volume("csv1", shared, true, "C:\\ClusterStorage\\Volume1"),
                        volume("local", data.resolve("volumes/local"), false, "C:\\Ferry")));
        return "# Written by 'ferry cluster' at each start.\n"
                + ConfigFactory.parseMap(keys)
                        .root()
                        .render(ConfigRenderOptions.defaults()
                                .setOriginComments(false)
                                .setJson(false));
    }

    private static Map<String, Object> volume(String name, Path path, boolean shared, String alias) {
        return Map.of("name", name, "path", path.toString(), "shared", shared, "aliases", List.of(alias));
    }

    /** The line that tells where it is. */
    String line(String url, long pid) {
        return "node " + name + " url=" + url + " pid=" + pid + " wsman=" + wsman + " cimxml=" + cimxml;
    }
}
