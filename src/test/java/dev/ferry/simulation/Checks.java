package dev.ferry.simulation;

import dev.ferry.model.job.Action;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.Job;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobState;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.VirtualSystem;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.model.volume.Volume;
import dev.ferry.model.volume.VolumeEvent;
import dev.ferry.model.volume.VolumePath;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold at every moment: told of every event as it is written, and of every name outside of Ferry's own folder. */
final class Checks implements SimDatabase.Observer {
    private static final int CALLS_IN_TURN = 6;

    private final World world;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, VirtualSystem> systems = new LinkedHashMap<>();
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final Map<String, Integer> realized = new LinkedHashMap<>();
    private final Map<String, Long> heard = new LinkedHashMap<>();

    Checks(World world) {
        this.world = world;
    }

    List<String> violations() {
        return violations;
    }

    void violated(String what) {
        world.scheduler().note("VIOLATED", what);
        violations.add(what);
    }

    void violated(String what, Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        violated(what + ": " + text);
    }

    Map<String, Job> jobs() {
        return jobs;
    }

    Map<String, VirtualSystem> systems() {
        return systems;
    }

    Map<String, Volume> volumes() {
        return volumes;
    }

    /** Whether the lists would have a job as unknown, as ended, or as silent for a minute. */
    boolean isQuiet(String job) {
        return !(jobs.get(job) instanceof Job.Active)
                || world.scheduler().now() - heard.get(job) > 65 * Scheduler.SECONDS;
    }

    /** Whether what a job has staged is being read back now, or has been. */
    boolean isBeingVerified(String job) {
        if (!(jobs.get(JobShell.KIND + job) instanceof Job.Active active)) {
            return true;
        }
        for (int i = 0; i < active.plan().size(); i++) {
            if (active.plan().step(i).action() instanceof Action.VerifyStaged) {
                return active.step() >= i;
            }
        }
        return true;
    }

    Set<VolumePath> disksOfSystems() {
        Set<VolumePath> disks = new HashSet<>();
        systems.values().forEach(system -> {
            if (system instanceof Realized now) {
                now.settings().drives().forEach(drive -> disks.add(drive.file()));
            }
        });
        return disks;
    }

    @Override
    public void written(String id, Object event) {
        switch (event) {
            case JobEvent of -> {
                Job before = jobs.getOrDefault(id, Job.unknown());
                check(id, before, of);
                Job after = before.on(of);
                jobs.put(id, after);
                heard.put(id, world.scheduler().now());
                if (of instanceof JobEvent.JobEnded && after instanceof Job.Ended ended) {
                    ended(ended);
                }
            }
            case SystemEvent of -> {
                VirtualSystem before = systems.getOrDefault(id, VirtualSystem.neverLived());
                check(id, before, of);
                systems.put(id, before.on(of));
            }
            case VolumeEvent of -> volumes.merge(id, Volume.EMPTY.on(of), (now, _) -> now.on(of));
            default -> throw new IllegalStateException("no event: " + event);
        }
    }

    private void check(String id, Job before, JobEvent event) {
        if (before instanceof Job.Ended) {
            violated(id + " has ended, and then " + event);
        }
        if (!(before instanceof Job.Active active)) {
            if (!(event instanceof JobEvent.JobBegun) && !(before instanceof Job.Ended)) {
                violated(id + " has not begun, and then " + event);
            }
            return;
        }
        switch (event) {
            case JobEvent.JobBegun _ -> violated(id + " begins twice");
            case JobEvent.AttemptStarted(var attempt, var _) -> {
                if (attempt.epoch() <= active.findings().epochs()) {
                    violated(id + " uses epoch " + attempt.epoch() + " again");
                }
            }
            case JobEvent.ControlRequested(var control, var _, var _) -> {
                if (active.asked().beyondReturn() && (control == Control.CANCEL || control == Control.KILL)) {
                    violated(id + " is stopped beyond its point of no return");
                }
            }
            case JobEvent.StepSucceeded(var step, var epoch, var _, var _) -> {
                if (active.attempt() == null || active.attempt().epoch() != epoch || active.step() != step) {
                    violated(id + " takes a result of epoch " + epoch + " for " + active.attempt());
                }
            }
            default -> {}
        }
    }

    private void check(String id, VirtualSystem before, SystemEvent event) {
        if (event instanceof SystemEvent.SystemRealized now) {
            int times = realized.merge(id + "#" + before.incarnation(), 1, Integer::sum);
            if (times > 1 || before instanceof Realized) {
                violated(id + " is realized once more by " + now.job());
            }
        }
        boolean reserves = event instanceof SystemEvent.IdentityReserved || event instanceof SystemEvent.SystemReserved;
        if (reserves && before.held().isPresent()) {
            violated(id + " is reserved by two");
        }
    }

    /** What a job promises with its end must be on the disks: a loss of power would take nothing of it. */
    private void ended(Job.Ended job) {
        if (job.state() == JobState.COMPLETED || job.state() == JobState.COMPLETED_WITH_WARNINGS) {
            Promises promises = new Promises(world, world.disk().durableCopy());
            promises.check(job)
                    .forEach(broken ->
                            violated(job.order().id() + " (" + job.order().kind() + ") has completed, but: " + broken));
        }
    }

    private void manifestLast(Action.Publish publish, String path) {
        VolumePath manifest = publish.targets().getLast();
        publish.targets().stream()
                .filter(target -> !target.equals(manifest))
                .filter(_ -> path.equals(Story.path(manifest)))
                .filter(target -> world.disk().find(Story.path(target)) == null)
                .findFirst()
                .ifPresent(target -> violated("a manifest is published before " + target));
    }

    /** A name outside of Ferry's own folder is about to be given or taken. */
    void published(SimProcess process, Inode folder, String name) {
        String path = world.disk().pathOf(folder);
        if (path == null || path.contains("/.ferry")) {
            return;
        }
        SimThread thread = SimThread.current();
        if (thread == null || thread.task() == null) {
            return;
        }
        String incarnation = thread.task().attempt().incarnation();
        // A thread may fall asleep between its last look at the lease and this call, but not between more than that.
        if (world.database().isOver(incarnation) && thread.callsInTurn() >= CALLS_IN_TURN) {
            violated(process.name() + " changes " + path + "/" + name + " after its lease was taken over");
        }
        if (thread.task().action() instanceof Action.Publish publish && publish.manifestLast()) {
            manifestLast(publish, path + "/" + name);
        }
        String id = JobShell.KIND + thread.task().job();
        if (jobs.get(id) instanceof Job.Active active
                && active.order().kind() == JobKind.EXPORT
                && active.course() == Job.Course.FORWARD
                && active.step() >= active.plan().pointOfNoReturn()
                && !active.asked().beyondReturn()) {
            violated(id + " publishes " + path + "/" + name + " without having recorded that");
        }
    }
}
