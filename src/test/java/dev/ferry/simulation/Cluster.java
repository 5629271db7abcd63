package dev.ferry.simulation;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who is a member, and where each entity is. A process that was removed while it lives does not know it: it goes on with the
 * entities that it has, while others begin the same ones anew.
 */
final class Cluster {
    record Member(SimProcess process, String incarnation) {}

    private final World world;
    private final Fate fate;
    private final Map<SimProcess, String> members = new LinkedHashMap<>();
    private final Map<SimProcess, List<Member>> outdated = new LinkedHashMap<>();
    private final Map<SimProcess, Map<String, SimProcess>> outdatedHomes = new LinkedHashMap<>();
    private final Map<String, SimProcess> homes = new LinkedHashMap<>();
    private final Set<String> remembered = new LinkedHashSet<>();

    Cluster(World world, Fate fate) {
        this.world = world;
        this.fate = fate;
    }

    /** The process is ready, or its hands have become another incarnation. */
    void join(SimProcess process) {
        String incarnation = process.incarnation();
        process.after(fate.between(1_000_000, 1_000_000_000L), () -> {
            if (outdated.containsKey(process)) {
                return;
            }
            new ArrayList<>(members.keySet())
                    .stream()
                            .filter(old -> old.machine() == process.machine() && old != process)
                            .forEach(this::remove);
            members.put(process, incarnation);
            process.note("is a member");
            remembered.forEach(id -> {
                if (!homes.containsKey(id)) {
                    startAgain(id);
                }
            });
        });
    }

    boolean isMember(SimProcess process) {
        return members.containsKey(process);
    }

    List<SimProcess> members() {
        return List.copyOf(members.keySet());
    }

    /** The others go on without it. */
    void remove(SimProcess process) {
        if (!members.containsKey(process)) {
            return;
        }
        process.note("is removed");
        outdated.put(process, view(process));
        outdatedHomes.put(process, new LinkedHashMap<>(homes));
        members.remove(process);
        List<String> lost = homes.entrySet().stream()
                .filter(entry -> entry.getValue() == process)
                .map(Map.Entry::getKey)
                .toList();
        lost.forEach(homes::remove);
        lost.stream().filter(remembered::contains).forEach(this::startAgain);
    }

    private void startAgain(String id) {
        world.scheduler().after(fate.between(10_000_000, 2_000_000_000L), () -> {
            if (!homes.containsKey(id) && remembered.contains(id) && !members.isEmpty()) {
                SimProcess home = homeOf(id);
                home.after(1_000, () -> shell(home, id));
            }
        });
    }

    /** An entity is taken from one member and begun by another. */
    void rebalance() {
        List<String> all = List.copyOf(homes.keySet());
        if (all.isEmpty() || members.size() < 2) {
            return;
        }
        String id = fate.pick(all);
        SimProcess old = homes.get(id);
        boolean wasRemembered = remembered.contains(id);
        old.after(0, () -> {
            Shell<?, ?> shell = old.shells().get(id);
            if (shell != null) {
                shell.stop();
            }
            homes.remove(id);
            if (wasRemembered) {
                remembered.add(id);
                startAgain(id);
            }
        });
    }

    private SimProcess homeOf(String id) {
        return homes.computeIfAbsent(id, _ -> fate.pick(members()));
    }

    /** It has left by itself. */
    void left(Shell<?, ?> shell) {
        if (homes.get(shell.id) == shell.home) {
            homes.remove(shell.id);
            remembered.remove(shell.id);
        }
    }

    void tell(SimProcess from, String id, Consumer<Shell<?, ?>> message) {
        SimProcess home;
        if (isMember(from)) {
            home = homeOf(id);
        } else {
            home = outdatedHomes.getOrDefault(from, Map.of()).get(id);
        }
        if (home != null) {
            world.network().send(from, home, () -> deliver(home, id, message));
        }
    }

    private void deliver(SimProcess to, String id, Consumer<Shell<?, ?>> message) {
        SimProcess home = isMember(to) ? homes.get(id) : to;
        if (home == to) {
            message.accept(shell(to, id));
        } else if (isMember(to)) {
            tell(to, id, message);
        }
    }

    private Shell<?, ?> shell(SimProcess home, String id) {
        Shell<?, ?> there = home.shells().get(id);
        if (there == null) {
            there = make(home, id);
            home.shells().put(id, there);
            if (there instanceof JobShell) {
                remembered.add(id);
            }
        }
        return there;
    }

    private static Shell<?, ?> make(SimProcess home, String id) {
        String key = id.substring(id.indexOf('|') + 1);
        return switch (id.substring(0, id.indexOf('|') + 1)) {
            case JobShell.KIND -> new JobShell(new JobId(key), home);
            case SystemShell.KIND -> new SystemShell(new SystemId(key), home);
            default -> new VolumeShell(key, home);
        };
    }

    private List<Member> view(SimProcess of) {
        List<Member> all = new ArrayList<>();
        if (isMember(of)) {
            members.forEach((process, incarnation) -> all.add(new Member(process, incarnation)));
        } else {
            all.addAll(outdated.getOrDefault(of, List.of()));
        }
        all.removeIf(member -> of.over().contains(member.incarnation()));
        return all;
    }

    /** A node that has the volumes: all have; which one is chance, so that work is often done elsewhere. */
    Optional<Member> having(SimProcess asking, Set<String> volumeKeys) {
        List<Member> all = view(asking);
        return all.isEmpty() ? Optional.empty() : Optional.of(fate.pick(all));
    }

    SimProcess running(SimProcess asking, Attempt attempt) {
        return view(asking).stream()
                .filter(member -> member.process().machine().name.equals(attempt.node())
                        && member.incarnation().equals(attempt.incarnation()))
                .map(Member::process)
                .findFirst()
                .orElse(null);
    }

    SimProcess named(SimProcess asking, String node) {
        return view(asking).stream()
                .map(Member::process)
                .filter(process -> process.machine().name.equals(node))
                .findFirst()
                .orElse(null);
    }
}
