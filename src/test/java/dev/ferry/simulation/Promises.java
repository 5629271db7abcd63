package dev.ferry.simulation;

import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.model.job.Job;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Delivery;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.storage.CopyControl;
import dev.ferry.storage.CopyInterruptedException;
import dev.ferry.storage.Ownership;
import dev.ferry.storage.StorageException;
import dev.ferry.storage.VerifyExport;
import dev.ferry.storage.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks whether what a completed job has promised is there, on a disk as it would be after a loss of power. */
final class Promises {
    private final World world;
    private final SimDisk durable;
    private final List<String> broken = new ArrayList<>();

    Promises(World world, SimDisk durable) {
        this.world = world;
        this.durable = durable;
    }

    List<String> check(Job.Ended job) {
        switch (job.order().assignment()) {
            case Assignment.Export export -> export(job, export.delivery());
            case Assignment.Import wanted -> imported(job, wanted);
            case Assignment.Define _ -> {}
            case Assignment.Remove remove -> {
                VirtualSystem now = world.checks()
                        .systems()
                        .get(SystemShell.KIND + job.order().system());
                if (now instanceof Realized) {
                    broken.add("the system is still there");
                }
                remove.files().forEach(file -> {
                    if (world.disk().find(Story.path(file)) != null) {
                        broken.add(file + " is still there");
                    }
                });
            }
            case Assignment.Verify _,
                    Assignment.Move _,
                    Assignment.Plan _,
                    Assignment.Equip _,
                    Assignment.AddSnapshots _,
                    Assignment.Validate _,
                    Assignment.Realize _ -> {}
        }
        return broken;
    }

    private void export(Job.Ended job, Delivery delivery) {
        VolumePath root = job.findings().rootOr(delivery.root());
        for (Item item : delivery.items()) {
            String target = moved(item.target(), delivery.root(), root);
            if (item instanceof Item.CopyOf copy) {
                same(target, copy);
            } else if (durable.find(target) == null) {
                broken.add(target + " is not there");
            }
        }
        Volume volume = volume(root);
        try {
            VerifyExport.Report report =
                    new VerifyExport(Runnable::run).verify(volume, root.path(), CopyControl.none());
            if (!report.isSound()) {
                broken.add("damaged: " + report.damages().getFirst().message());
            }
        } catch (StorageException | CopyInterruptedException e) {
            broken.add("cannot be verified: " + e.getMessage());
        }
    }

    private Volume volume(VolumePath place) {
        return new NodeVolumes(World.VOLUMES, World.CLUSTER, Ownership.PUBLISHED, SimPosix.undisturbed(durable))
                .table()
                .volumeOf(place)
                .orElseThrow();
    }

    private static String moved(VolumePath place, VolumePath from, VolumePath to) {
        return place.isBelow(from)
                ? Story.path(to.child(place.path().substring(from.path().length() + 1)))
                : Story.path(place);
    }

    private void same(String target, Item.CopyOf copy) {
        Inode there = durable.find(target);
        byte[] wanted = world.story().users().get(Story.path(copy.source().path()));
        if (there == null) {
            broken.add(target + " is not there");
        } else if (wanted != null && !Arrays.equals(wanted, there.durableBytes())) {
            broken.add(target + " has other bytes than its source");
        }
    }

    private void imported(Job.Ended job, Assignment.Import wanted) {
        VirtualSystem now =
                world.checks().systems().get(SystemShell.KIND + job.order().system());
        if (!(now instanceof Realized)) {
            broken.add("there is no system");
        }
        for (Item item : wanted.delivery().items()) {
            String target = Story.path(item.target());
            if (item instanceof Item.CopyOf copy) {
                same(target, copy);
            } else if (durable.find(target) == null) {
                broken.add(target + " is not there");
            }
        }
    }
}
