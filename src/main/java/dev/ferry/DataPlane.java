package dev.ferry;

import dev.ferry.actor.copy.StorageNodes;
import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.actor.hands.Sources;
import dev.ferry.cluster.TlsFiles;
import dev.ferry.storage.remote.DataLimits;
import dev.ferry.storage.remote.DataPeer;
import dev.ferry.storage.remote.DataPort;
import dev.ferry.storage.remote.DataTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** How bytes of files pass between nodes: the port on which this node serves its own, and the way to the others'. */
final class DataPlane implements AutoCloseable {
    private final Settings settings;
    private final StorageNodes nodes;
    private final NodeVolumes volumes;
    private final Optional<DataTls> tls;
    private Optional<DataPort> port = Optional.empty();

    DataPlane(Settings settings, StorageNodes nodes, NodeVolumes volumes, Optional<TlsFiles> tls) {
        this.settings = settings;
        this.nodes = nodes;
        this.volumes = volumes;
        // The files change while the node runs: each line looks at them anew.
        this.tls = tls.map(files -> files::context);
    }

    /** Listens where there can be another node, and answers where (empty: nowhere). */
    String open() {
        if (!settings.cluster().hasSeeds()) {
            return "";
        }
        Settings.DataPort wanted = settings.transfer().data();
        try {
            DataPort opened = DataPort.open(
                    new InetSocketAddress(wanted.host(), wanted.port()),
                    tls,
                    place -> Sources.served(volumes, place),
                    limits());
            port = Optional.of(opened);
            return opened.address();
        } catch (IOException e) {
            throw new Settings.Invalid("ferry.data: " + e.getMessage() + ".", e);
        }
    }

    /** Another node that serves a volume. */
    Optional<DataPeer> peer(String volumeKey) {
        return nodes.members().stream()
                .filter(member -> !member.node().equals(nodes.self())
                        && !member.dataAddress().isEmpty()
                        && member.volumeKeys().contains(volumeKey))
                .findFirst()
                .map(member -> new DataPeer(member.node(), member.dataAddress(), tls, limits()));
    }

    private DataLimits limits() {
        Settings.DataPort data = settings.transfer().data();
        return new DataLimits(data.connections(), data.windowBytes(), data.silence());
    }

    @Override
    public void close() {
        port.ifPresent(DataPort::close);
    }
}
