package dev.ferry.model.job;

import dev.ferry.model.system.MovedFile;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.transfer.Delivery;
import dev.ferry.model.transfer.Item;
import dev.ferry.model.transfer.SourceFile;
import dev.ferry.model.volume.Claim;
import dev.ferry.model.volume.VolumePath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The plan of a move. No step needs the old volumes and the new ones on one node: a file is made where it goes to. The old
 * files go when the system's own event says that it lives elsewhere.
 */
final class MovePlan {
    private final JobOrder order;
    private final Assignment.Move move;
    private final Delivery delivery;

    MovePlan(JobOrder order, Assignment.Move move) {
        this.order = order;
        this.move = move;
        this.delivery = move.delivery();
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        if (delivery.items().isEmpty()) {
            steps.add(relocate());
            steps.add(awaitView());
            return steps;
        }
        List<Claim> claims = claims();
        steps.addAll(JobPlanner.claimSteps(order, delivery, claims));
        staging()
                .values()
                .forEach(root -> steps.add(Step.of(
                        "Staging", new Action.OpenStaging(List.of(root)), new Action.RemoveStaging(List.of(root)))));
        steps.addAll(check());
        steps.addAll(fetch());
        List<VolumePath> targets = JobPlanner.targets(delivery);
        steps.add(JobPlanner.verifyStep(delivery, targets));
        steps.addAll(check());
        steps.add(Step.of(
                "Publishing",
                new Action.Publish(delivery.root(), targets, false),
                new Action.Unpublish(delivery.root(), targets, false)));
        steps.add(relocate());
        Set<String> old = sources().keySet();
        Set<String> all = new TreeSet<>();
        claims.forEach(claim -> all.add(claim.path().volumeKey()));
        // The system is free from here on, and must own its new disks before anything waits for a node that is lost.
        all.stream().filter(volume -> !old.contains(volume)).forEach(volume -> steps.add(settle(volume)));
        steps.add(awaitView());
        steps.addAll(cleanUp());
        old.stream().sorted().forEach(volume -> steps.add(settle(volume)));
        return steps;
    }

    /** What will be removed is the job's alone from the beginning; the disks at the new place are the system's own. */
    private List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        delivery.watched().forEach(file -> claims.add(Claim.write(file.path())));
        disks().forEach(copy -> claims.add(Claim.own(copy.target())));
        JobPlanner.claimTargets(delivery, claims);
        return claims;
    }

    /** State files are copied too, but no drive has them. */
    private List<Item.CopyOf> disks() {
        Set<VolumePath> named = new HashSet<>();
        move.relocation().files().stream().map(MovedFile::from).forEach(named::add);
        return delivery.items().stream()
                .filter(Item.CopyOf.class::isInstance)
                .map(Item.CopyOf.class::cast)
                .filter(copy -> named.contains(copy.source().path()))
                .toList();
    }

    /** Deletes go through a folder of the job's on the volume of the file, so the old volumes need one too. */
    private Map<String, VolumePath> staging() {
        Map<String, VolumePath> roots = new TreeMap<>();
        Stream.concat(
                        JobPlanner.targets(delivery).stream(),
                        delivery.watched().stream().map(SourceFile::path))
                .forEach(place -> roots.put(place.volumeKey(), new VolumePath(place.volume(), place.node(), "")));
        return roots;
    }

    private List<Step> check() {
        return sources().values().stream()
                .map(files -> Step.of("Checking", new Action.CheckSources(files), null))
                .toList();
    }

    private List<Step> fetch() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < delivery.items().size(); i++) {
            Item item = delivery.items().get(i);
            Action action = new Action.FetchItem(i, item, delivery.root());
            steps.add(
                    item instanceof Item.CopyOf(var source, var target)
                            ? Step.of("Copying " + target.fileName(), action, null)
                                    .counting(source.dataBytes())
                            : Step.of("Describing", action, null));
        }
        return steps;
    }

    private Step relocate() {
        return Step.of("Moving", new Action.RelocateSystem(order.system(), move.relocation()), null)
                .asPointOfNoReturn();
    }

    private List<Step> cleanUp() {
        List<Step> steps = new ArrayList<>();
        sources()
                .forEach((volume, files) -> steps.add(Step.of(
                        "Removing",
                        new Action.RemoveSources(
                                files,
                                move.folders().stream()
                                        .filter(folder -> folder.volumeKey().equals(volume))
                                        .toList()),
                        null)));
        Map<String, List<VolumePath>> owned = new TreeMap<>();
        disks().forEach(copy -> owned.computeIfAbsent(copy.source().path().volumeKey(), _ -> new ArrayList<>())
                .add(copy.source().path()));
        owned.forEach((volume, places) ->
                steps.add(Step.of("Finishing", new Action.DisownPlaces(volume, order.system(), places), null)));
        staging()
                .values()
                .forEach(root -> steps.add(Step.of("Finishing", new Action.RemoveStaging(List.of(root)), null)));
        return steps;
    }

    private static Step settle(String volume) {
        return Step.of("Finishing", new Action.SettleClaims(volume), null);
    }

    private Step awaitView() {
        return Step.of("Finishing", new Action.AwaitView(order.system(), true), null);
    }

    private Map<String, List<SourceFile>> sources() {
        Map<String, List<SourceFile>> byVolume = new LinkedHashMap<>();
        delivery.watched().forEach(file -> byVolume.computeIfAbsent(file.path().volumeKey(), _ -> new ArrayList<>())
                .add(file));
        return byVolume;
    }
}
