package dev.ferry;

import dev.ferry.cluster.NodePresence;
import dev.ferry.cluster.TlsFiles;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Of which cluster a node is, and how it gets in: its presence in a database that several nodes share, the files by which nodes
 * know each other when there are seeds, and what completes when it shall give up.
 */
record Membership(String clusterId, Optional<NodePresence> presence, Optional<TlsFiles> tls, CompletionStage<?> told) {}
