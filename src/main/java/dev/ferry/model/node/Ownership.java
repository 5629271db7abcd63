package dev.ferry.model.node;

import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.DriveKind;
import dev.ferry.model.system.VirtualSystem.Realized;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which node owns a system. Nobody keeps it: it is worked out from the system's home, its volumes and what is known of the
 * nodes, so that losing a node changes thousands of owners without waking one system.
 *
 * <p>The home owns it while it is up, not drained, and has the volumes. Else, when all its places are on shared volumes, the
 * node with the highest hash of identity and name among those that have the volumes: so a lost node's systems spread over the
 * others, and nobody else's move. Else the home keeps it, and if that is lost, the system cannot be reached.
 */
public final class Ownership {
    private Ownership() {}

    /** The volumes that a node must have to own the system: those of its definition file and of its hard disks. */
    public static Set<String> volumesOf(Realized system) {
        Set<String> keys = new TreeSet<>();
        keys.add(system.placement().definition().volumeKey());
        system.settings().drives().stream()
                .filter(drive -> drive.kind() == DriveKind.HARD_DISK && drive.file() != null)
                .forEach(drive -> keys.add(drive.file().volumeKey()));
        return keys;
    }

    public static Standing standing(String home, Set<String> volumeKeys, ClusterFacts facts) {
        if (facts.presence(home) == Presence.AWAITED) {
            return new Standing.AtHome(home);
        }
        boolean homeHas = facts.of(home).filter(fact -> fact.has(volumeKeys)).isPresent();
        if (homeHas && (isLocal(volumeKeys) || !facts.isDrained(home))) {
            return new Standing.AtHome(home);
        }
        if (isLocal(volumeKeys)) {
            return lost(home, volumeKeys, facts);
        }
        List<String> able = facts.having(volumeKeys, false);
        if (!able.isEmpty()) {
            return new Standing.Spread(home, able);
        }
        if (homeHas) {
            return new Standing.AtHome(home);
        }
        List<String> drained = facts.having(volumeKeys, true);
        return drained.isEmpty() ? lost(home, volumeKeys, facts) : new Standing.Spread(home, drained);
    }

    private static boolean isLocal(Set<String> volumeKeys) {
        return volumeKeys.stream().anyMatch(key -> key.contains("@"));
    }

    private static Standing lost(String home, Set<String> volumeKeys, ClusterFacts facts) {
        Presence presence = facts.presence(home);
        if (presence.isLost()) {
            return new Standing.Lost(
                    home,
                    "node " + home + ", " + presence.clause(),
                    "bring the node " + home + " back; the system is there again when it is");
        }
        Set<String> there = facts.of(home).map(NodeFact::volumeKeys).orElse(Set.of());
        String missing = volumeKeys.stream().filter(key -> !there.contains(key)).collect(Collectors.joining(" and "));
        return new Standing.Lost(
                home,
                "node " + home + ", where the volume " + missing + " is offline",
                "bring the volume back; see it with: ferry volumes");
    }

    /** The owner. A system that cannot be reached is still its home's. */
    public static String owner(SystemId system, Standing standing) {
        return switch (standing) {
            case Standing.AtHome(var home) -> home;
            case Standing.Lost(var home, var _, var _) -> home;
            case Standing.Spread(var _, var nodes) ->
                nodes.stream()
                        .max(Comparator.comparing(node -> weight(system, node), Arrays::compareUnsigned))
                        .orElseThrow();
        };
    }

    public static String owner(Realized system, ClusterFacts facts) {
        return owner(system.id(), standing(system, facts));
    }

    public static Standing standing(Realized system, ClusterFacts facts) {
        return standing(system.placement().node(), volumesOf(system), facts);
    }

    /** The same bytes everywhere and for ever, also in SQL: the views find a node's systems by them. */
    static byte[] weight(SystemId system, String node) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((system.value() + " " + node).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Why nothing can be done with the system now, if that is so. */
    public static Optional<Refusal> unavailable(Realized system, ClusterFacts facts) {
        return switch (standing(system, facts)) {
            case Standing.AtHome _, Standing.Spread _ -> Optional.empty();
            case Standing.Lost(var _, var why, var remedy) ->
                Optional.of(new Refusal(
                        ReturnCode.NOT_AVAILABLE,
                        "the system '" + system.settings().name() + "' is on " + why,
                        remedy));
        };
    }
}
