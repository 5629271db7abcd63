package dev.ferry.cim.schema;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.mof.MofSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The namespaces that are served, and the MOF files that say what is in each. */
public enum Namespace {
    V1("root/virtualization", "WindowsVirtualization.mof"),
    V2("root/virtualization/v2", "WindowsVirtualization.V2.mof"),
    CLUSTER("root/HyperVCluster/v2", "WindowsHyperVCluster.V2.mof"),
    INTEROP("root/interop", "Interop.mof");

    private static final String SHARED = "CimCore.mof";
    private static final Map<Namespace, Schema> READ = new ConcurrentHashMap<>();

    private final String path;
    private final String file;

    Namespace(String path, String file) {
        this.path = path;
        this.file = file;
    }

    /** By its path, with slashes of either kind, in any letter case. */
    public static Optional<Namespace> find(String path) {
        String wanted = path.replace('\\', '/');
        return Arrays.stream(values())
                .filter(namespace -> namespace.path.equalsIgnoreCase(wanted))
                .findFirst();
    }

    public String path() {
        return path;
    }

    /** Its files, in the order in which they are to be read. */
    public List<MofSource> sources() {
        return List.of(resource(SHARED), resource(file));
    }

    /** Read once: what a build declares does not change while it runs. */
    public Schema schema() throws CimFailure {
        Schema known = READ.get(this);
        if (known == null) {
            known = Schema.read(path, sources());
            READ.put(this, known);
        }
        return known;
    }

    private static MofSource resource(String name) {
        try (InputStream bytes = Namespace.class.getResourceAsStream("/mof/" + name)) {
            if (bytes == null) {
                throw new IllegalStateException("this build lacks mof/" + name);
            }
            return new MofSource(name, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
