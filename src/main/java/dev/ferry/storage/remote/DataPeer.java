package dev.ferry.storage.remote;

import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Another node as this one reaches its data port. Without certificates it is on this machine. */
public record DataPeer(String node, String address, Optional<SSLContext> tls, DataLimits limits) {}
