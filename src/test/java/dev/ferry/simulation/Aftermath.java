package dev.ferry.simulation;

import dev.ferry.model.JobId;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.transfer.Assignment;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumePath;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold when all is well again, and all has come to rest. */
final class Aftermath {
    private final World world;
    private final Checks checks;
    private final Story story;

    Aftermath(World world, Story story) {
        this.world = world;
        this.checks = world.checks();
        this.story = story;
    }

    void check() {
        clients();
        checks.jobs().forEach(this::job);
        checks.systems().forEach(this::system);
        checks.volumes().forEach(this::volume);
        staging();
        usersFiles();
        replay();
    }

    private void clients() {
        for (Client client : story.clients()) {
            JobId job = client.acknowledged();
            if (job != null && !checks.jobs().containsKey(JobShell.KIND + job)) {
                checks.violated(client.key() + " was promised job " + job + ", which nobody knows");
            }
            long begun = checks.jobs().values().stream()
                    .filter(each -> orderedBy(each, client.key()))
                    .count();
            if (begun > 1) {
                checks.violated(client.key() + " has " + begun + " jobs for one wish");
            }
            if (!client.isAnswered()) {
                checks.violated(client.key() + " was never answered");
            }
        }
    }

    private static boolean orderedBy(Job job, String key) {
        String command =
                switch (job) {
                    case Job.New _ -> "";
                    case Job.Active active -> active.order().command().value();
                    case Job.Ended ended -> ended.order().command().value();
                };
        return command.equals(key) || command.startsWith(key + ".");
    }

    private void job(String id, Job job) {
        if (!(job instanceof Job.Ended ended)) {
            checks.violated(id + " has not ended: " + brief(job));
            return;
        }
        boolean completed = ended.state() == JobState.COMPLETED || ended.state() == JobState.COMPLETED_WITH_WARNINGS;
        if (completed && !isUndoneSince(ended)) {
            new Promises(world, world.disk().durableCopy())
                    .check(ended)
                    .forEach(broken -> checks.violated(id + " had completed, but at the end: " + broken));
        }
        if (!completed) {
            nothingVisible(id, ended);
        }
        boolean mustComplete = story.isDisjoint()
                && !world.profile().diskFaults()
                && !world.profile().meddling();
        if (mustComplete && ended.state() != JobState.COMPLETED) {
            boolean warned = ended.order().assignment() instanceof Assignment.Import wanted
                    && ended.state() == JobState.COMPLETED_WITH_WARNINGS
                    && ended.findings().warnings().equals(wanted.warnings());
            if (!warned) {
                checks.violated(id + " had no reason not to complete: " + ended.state() + " "
                        + ended.findings().errors() + ended.findings().warnings());
            }
        }
    }

    private static String brief(Job job) {
        return job instanceof Job.Active active
                ? active.course() + " step " + active.step() + " attempt " + active.attempt() + " delay "
                        + active.delay() + " asked " + active.asked()
                : job.toString();
    }

    /** What one job has made another may have taken away by rights. */
    private boolean isUndoneSince(Job.Ended done) {
        return !story.isDisjoint() || done.order().assignment() instanceof Assignment.Remove;
    }

    private static boolean isLeftBehind(Job.Ended job) {
        return job.findings().errors().stream().anyMatch(e -> e.message().startsWith("left behind"))
                || job.findings().warnings().stream().anyMatch(w -> w.startsWith("left behind"));
    }

    private void nothingVisible(String id, Job.Ended job) {
        List<String> made =
                switch (job.order().assignment()) {
                    case Assignment.Export export ->
                        List.of(Story.path(
                                job.findings().rootOr(export.delivery().root())));
                    case Assignment.Import wanted ->
                        wanted.copy()
                                ? List.of(Story.path(wanted.delivery().root()))
                                : wanted.delivery().items().stream()
                                        .map(item -> Story.path(item.target()))
                                        .filter(path -> !story.users().containsKey(path))
                                        .toList();
                    case Assignment.Define _,
                            Assignment.Remove _,
                            Assignment.Verify _,
                            Assignment.Move _,
                            Assignment.Plan _,
                            Assignment.Equip _,
                            Assignment.AddSnapshots _,
                            Assignment.Validate _,
                            Assignment.Realize _ -> List.of();
                };
        if (isLeftBehind(job)) {
            return;
        }
        for (String place : made) {
            Set<String> files = new LinkedHashSet<>(world.disk().files(place).keySet());
            Inode self = world.disk().find(place);
            if (self != null && !self.folder) {
                files.add("");
            }
            files.removeIf(file -> story.users().containsKey(file.isEmpty() ? place : place + "/" + file));
            if (!files.isEmpty() && isNobodysElse(job, place)) {
                checks.violated(id + " ended in " + job.state() + " and left " + place + ": " + files);
            }
            if (files.isEmpty()
                    && self != null
                    && self.folder
                    && world.disk().files(place).isEmpty()
                    && isNobodysElse(job, place)) {
                checks.violated(id + " ended in " + job.state() + " and left the folder " + place);
            }
        }
    }

    private boolean isNobodysElse(Job.Ended job, String place) {
        return checks.jobs().values().stream()
                .filter(other -> other != job)
                .noneMatch(other -> other instanceof Job.Ended ended
                        && (ended.state() == JobState.COMPLETED || ended.state() == JobState.COMPLETED_WITH_WARNINGS)
                        && uses(ended, place));
    }

    private static boolean uses(Job.Ended job, String place) {
        return switch (job.order().assignment()) {
            case Assignment.Export export ->
                Story.path(job.findings().rootOr(export.delivery().root())).equals(place);
            case Assignment.Import wanted ->
                Story.path(wanted.delivery().root()).equals(place)
                        || wanted.delivery().items().stream()
                                .anyMatch(item -> Story.path(item.target()).equals(place));
            case Assignment.Define _,
                    Assignment.Remove _,
                    Assignment.Verify _,
                    Assignment.Move _,
                    Assignment.Plan _,
                    Assignment.Equip _,
                    Assignment.AddSnapshots _,
                    Assignment.Validate _,
                    Assignment.Realize _ -> false;
        };
    }

    private void system(String id, VirtualSystem system) {
        system.held()
                .ifPresent(held ->
                        checks.violated(id + " is still held by " + held.order().id()));
        if (system instanceof VirtualSystem.Absent absent && absent.removing() != null) {
            checks.violated(id + " is still being removed by " + absent.removing());
        }
        if (system instanceof Realized realized) {
            // A removal that failed half way has taken some files; it is to be ordered again.
            Set<String> removed = toBeRemoved();
            realized.settings().drives().forEach(drive -> {
                String path = Story.path(drive.file());
                if (world.disk().find(path) == null && !removed.contains(path)) {
                    checks.violated(id + " has lost its disk " + drive.file());
                }
            });
        }
    }

    private void volume(String id, Volume volume) {
        Set<VolumePath> disks = checks.disksOfSystems();
        Set<VolumePath> owned = new HashSet<>();
        volume.held().forEach(held -> {
            if (held.job() != null || !disks.contains(held.claim().path())) {
                checks.violated(id + " still has a claim: " + held);
            }
            owned.add(held.claim().path());
        });
        if (!volume.rooms().isEmpty()) {
            checks.violated(id + " still has room promised: " + volume.rooms());
        }
        disks.stream()
                .filter(disk -> id.endsWith("|" + disk.volumeKey()) && !owned.contains(disk))
                .forEach(disk -> checks.violated(id + " has no claim on " + disk));
    }

    private void staging() {
        for (String volume : List.of("csv1", "csv2")) {
            Inode staging = world.disk().find(volume + "/.ferry/staging");
            for (String job : staging.names.keySet()) {
                Job known = checks.jobs().get(JobShell.KIND + job);
                Set<String> files =
                        world.disk().files(volume + "/.ferry/staging/" + job).keySet();
                if (holdsOnlyNotes(files) && world.machines().stream().anyMatch(SimMachine::hasPaused)) {
                    continue;
                }
                if (!(known instanceof Job.Ended ended) || !isLeftBehind(ended)) {
                    checks.violated(job + " left its staging on " + volume + ": " + files);
                }
            }
        }
    }

    /** What a thread may make that slept through its job's end: no lease covers it, and the sweeper takes it. */
    private static boolean holdsOnlyNotes(Set<String> files) {
        return files.stream().allMatch(file -> file.endsWith(".from"));
    }

    /** A user's file has its bytes and its name, or the name that a job by its order gave it, or was to be removed. */
    private void usersFiles() {
        Set<String> removed = toBeRemoved();
        for (Map.Entry<String, byte[]> file : story.users().entrySet()) {
            Inode now = world.disk().find(file.getKey());
            if (now == null || !Arrays.equals(now.bytes(), file.getValue())) {
                now = aside(file.getKey());
            }
            boolean same = now != null && Arrays.equals(now.bytes(), file.getValue());
            if (!same && !removed.contains(file.getKey())) {
                checks.violated("the user's file " + file.getKey() + (now == null ? " is gone" : " has changed"));
            }
        }
    }

    private Set<String> toBeRemoved() {
        Set<String> removed = new HashSet<>();
        checks.jobs().values().forEach(job -> {
            Assignment assignment =
                    job instanceof Job.Ended ended ? ended.order().assignment() : null;
            if (assignment instanceof Assignment.Remove remove) {
                remove.files().forEach(file -> removed.add(Story.path(file)));
            }
        });
        return removed;
    }

    private Inode aside(String path) {
        Inode adopted = world.disk().find(path + ".adopted");
        return adopted != null
                ? adopted
                : world.disk().find(path.replace("ferry.manifest.json", "ferry.manifest.adopted.json"));
    }

    /** What an entity has in memory is what its events say. */
    private void replay() {
        for (SimMachine machine : world.machines()) {
            machine.process.shells().values().stream().filter(Shell::isReady).forEach(shell -> {
                Object journal =
                        switch (shell) {
                            case JobShell _ -> checks.jobs().getOrDefault(shell.id, Job.unknown());
                            case SystemShell _ -> checks.systems().getOrDefault(shell.id, VirtualSystem.neverLived());
                            default -> checks.volumes().getOrDefault(shell.id, Volume.EMPTY);
                        };
                boolean latest =
                        shell.version() == world.database().events(shell.id).size();
                if (latest && !journal.equals(shell.state())) {
                    checks.violated(shell.id + " has another state in memory than its events say");
                }
            });
        }
    }
}
