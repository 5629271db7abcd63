package dev.ferry.simulation;

import dev.ferry.actor.copy.Chore;
import dev.ferry.actor.hands.NodeChores;
import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.model.SystemId;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.storage.Ownership;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Files that a run finds on its disks, made by the product once and for all runs. */
final class Templates {
    private static final Map<SystemId, byte[]> DEFINITIONS = new ConcurrentHashMap<>();
    private static final Map<Integer, Map<String, byte[]>> EXPORTS = new ConcurrentHashMap<>();
    private static final int FIRST_FOREIGN = 100;

    private Templates() {}

    static byte[] definition(Realized system) {
        return DEFINITIONS.computeIfAbsent(system.id(), _ -> write(system));
    }

    private static byte[] write(Realized system) {
        World world = new World(1, Mutation.NONE, false, Profile.CALM);
        new Story(world).prepare();
        world.disk().folder(Story.path(system.placement().definition().parent()));
        NodeVolumes volumes =
                new NodeVolumes(World.VOLUMES, World.CLUSTER, Ownership.PUBLISHED, SimPosix.undisturbed(world.disk()));
        NodeChores.Bounds bounds = new NodeChores.Bounds(100, "systems", Set.of());
        new NodeChores(volumes, new NoHypervisor(), null, bounds, EndlessLease.INSTANCE)
                .perform(new Chore.WriteDefinition(system, 0));
        return world.disk().find(Story.path(system.placement().definition())).bytes();
    }

    /** A whole export of a system that no run has. */
    static Map<String, byte[]> export(int number) {
        return EXPORTS.computeIfAbsent(number, _ -> exported(FIRST_FOREIGN + number));
    }

    private static Map<String, byte[]> exported(int number) {
        World world = new World(number, Mutation.NONE, false, Profile.CALM);
        Story story = new Story(world);
        story.prepare();
        story.makeSystem(number);
        story.begin(new Wish.Export(Story.system(number), "/csv2/exports", false));
        new Simulation(world, story).run();
        Map<String, byte[]> files = new TreeMap<>();
        world.disk().files("csv2/exports/sys" + number).forEach((path, file) -> files.put(path, file.bytes()));
        if (!files.containsKey("ferry.manifest.json")) {
            throw new IllegalStateException("no template: " + world.checks().violations());
        }
        return files;
    }
}
