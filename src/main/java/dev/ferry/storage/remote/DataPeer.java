package dev.ferry.storage.remote;

import java.util.Optional;

/** Another node as this one reaches its data port. Without certificates it is on this machine. */
public record DataPeer(String node, String address, Optional<DataTls> tls, DataLimits limits) {}
