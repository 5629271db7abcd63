package dev.ferry.simulation;

import dev.ferry.actor.copy.StepBoard;
import dev.ferry.actor.copy.StepControl;
import dev.ferry.actor.copy.StepHands;
import dev.ferry.actor.copy.StorageNode;
import dev.ferry.actor.hands.EntityDesk;
import dev.ferry.actor.hands.NodeChores;
import dev.ferry.actor.hands.NodeSteps;
import dev.ferry.actor.hands.NodeVolumes;
import dev.ferry.cluster.Leases;
import dev.ferry.hypervisor.NoHypervisor;
import dev.ferry.model.JobId;
import dev.ferry.model.Refusal;
import dev.ferry.model.ReturnCode;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Report;
import dev.ferry.model.node.LeaseTerm;
import dev.ferry.storage.CopyThreads;
import dev.ferry.storage.Ownership;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * One life of Ferry's process on a machine: the entities that it has, its hands, its lease. The hands, the board of steps, the
 * volumes and all below them are the product's own.
 */
final class SimProcess implements Gate, Leases {
    private static final int PARALLEL_STEPS = 2;

    private final World world;
    private final SimMachine machine;
    private final Fate fate;
    private final String name;
    private final Set<SimThread> threads = new LinkedHashSet<>();
    private final Map<String, Shell<?, ?>> shells = new LinkedHashMap<>();
    private final Deque<Runnable> deferred = new ArrayDeque<>();
    private final Map<JobId, StepControl> controls = new LinkedHashMap<>();
    private final SimPosix posix;
    private final StepHands steps;
    private final NodeChores chores;
    private boolean alive = true;
    private final Set<String> over = new LinkedHashSet<>();
    private boolean paused;
    private StepBoard<JobShell> board;
    private String incarnation = "";
    private LeaseTerm term = LeaseTerm.NONE;

    SimProcess(World world, SimMachine machine, String name) {
        this.world = world;
        this.machine = machine;
        this.name = name;
        this.fate = world.fate().branch();
        this.posix = new SimPosix(world.disk(), machine, this, fate.branch(), world.planted());
        NodeVolumes volumes = new NodeVolumes(World.VOLUMES, World.CLUSTER, Ownership.PUBLISHED, posix);
        EntityDesk desk = new SimDesk(this);
        // Simulated nodes share their volumes: nobody reads a file of another's.
        NodeSteps.Tools tools =
                new NodeSteps.Tools(_ -> Optional.empty(), new CopyThreads(Runnable::run, Runnable::run), clock());
        this.steps = world.plant(this, new NodeSteps(volumes, desk, tools, this::held));
        this.chores = new NodeChores(
                volumes, new NoHypervisor(), desk, new NodeChores.Bounds(100, "systems", Set.of("lan")), this);
        beginAnew();
    }

    World world() {
        return world;
    }

    SimMachine machine() {
        return machine;
    }

    Scheduler scheduler() {
        return world.scheduler();
    }

    Fate fate() {
        return fate;
    }

    String name() {
        return name;
    }

    Set<SimThread> threads() {
        return threads;
    }

    Map<String, Shell<?, ?>> shells() {
        return shells;
    }

    /** Incarnations that this process knows to be over. */
    Set<String> over() {
        return over;
    }

    NodeChores chores() {
        return chores;
    }

    SimPosix posix() {
        return posix;
    }

    boolean isAlive() {
        return alive;
    }

    boolean hasJoined() {
        return board != null;
    }

    boolean isPaused() {
        return paused;
    }

    String incarnation() {
        return incarnation;
    }

    void note(String what) {
        world.scheduler().note(name, what);
    }

    /** Something that this process does then, if it lives; one that stands still does it when it goes on. */
    void after(long nanos, Runnable what) {
        world.scheduler().after(nanos, () -> {
            if (alive && paused) {
                deferred.add(what);
            } else if (alive) {
                what.run();
            }
        });
    }

    void pause() {
        paused = true;
        machine.paused = true;
    }

    void goOn() {
        paused = false;
        while (alive && !paused && !deferred.isEmpty()) {
            deferred.remove().run();
        }
    }

    void kill() {
        alive = false;
        new ArrayList<>(threads).forEach(SimThread::kill);
        posix.abandon();
        deferred.clear();
    }

    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return World.START.plusNanos(world.scheduler().now() + machine.clockErrorNanos);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    // The lease: a new incarnation of the hands whenever the last one was taken over.

    private void beginAnew() {
        incarnation = fate.id().toString();
        term = LeaseTerm.NONE;
        board = null;
        renew(incarnation);
    }

    private void renew(String ofIncarnation) {
        if (!ofIncarnation.equals(incarnation)) {
            return;
        }
        long asked = world.scheduler().now();
        SimDatabase database = world.database();
        database.call(this, () -> database.renewLease(ofIncarnation), result -> {
            if (!ofIncarnation.equals(incarnation)) {
                return;
            }
            if (result.answered() && result.value()) {
                term = term.renewed(asked, World.LEASE);
                if (board == null) {
                    board = new StepBoard<>(incarnation, PARALLEL_STEPS);
                    world.cluster().join(this);
                }
            } else if (result.answered()) {
                lose();
                return;
            }
            after(World.LEASE.renewEvery().toNanos(), () -> renew(ofIncarnation));
        });
    }

    private void lose() {
        note("has lost its lease");
        if (board != null) {
            act(board.close());
        }
        term = LeaseTerm.NONE;
        startAnew();
    }

    private void startAnew() {
        if (board == null || board.isClosed()) {
            beginAnew();
        } else {
            after(Scheduler.MILLIS * 200, this::startAnew);
        }
    }

    @Override
    public boolean held(String ofIncarnation) {
        return world.planted() == Mutation.LEASE_NOT_CHECKED
                || (ofIncarnation.equals(incarnation)
                        && term.held(world.scheduler().now()));
    }

    @Override
    public String current() {
        return incarnation;
    }

    @Override
    public CompletionStage<Incarnation> begin() {
        throw new UnsupportedOperationException("the process begins its incarnations itself");
    }

    @Override
    public CompletionStage<Void> giveUp() {
        throw new UnsupportedOperationException("nobody leaves");
    }

    @Override
    public void letRunOut() {
        throw new UnsupportedOperationException("nobody leaves");
    }

    // The hands.

    void run(StorageNode.Task task, JobShell replyTo) {
        if (board == null) {
            gone(task, replyTo);
        } else {
            act(board.run(task, replyTo));
        }
    }

    void stop(StorageNode.Task task, JobShell replyTo) {
        if (board == null) {
            gone(task, replyTo);
        } else {
            act(board.stop(task.job(), task.attempt(), replyTo));
        }
    }

    private void gone(StorageNode.Task task, JobShell to) {
        long epoch = task.attempt().epoch();
        world.network().send(this, to.home, () -> to.reported(epoch, new Report.Gone()));
    }

    private void act(List<StepBoard.Effect<JobShell>> effects) {
        for (StepBoard.Effect<JobShell> effect : effects) {
            switch (effect) {
                case StepBoard.Effect.Start<JobShell>(var task) -> start(board, task);
                case StepBoard.Effect.StopWorker<JobShell>(var job, var _) ->
                    controls.get(job).stop();
                case StepBoard.Effect.Tell<JobShell>(var to, var epoch, var report) ->
                    world.network().send(this, to.home, () -> to.reported(epoch, report));
                case StepBoard.Effect.TellProgress<JobShell>(var to, var progress) ->
                    world.network().send(this, to.home, () -> to.progressed(progress));
            }
        }
    }

    private void start(StepBoard<JobShell> on, StorageNode.Task task) {
        StepControl control = new StepControl();
        controls.put(task.job(), control);
        note("begins " + task.job() + " " + task.attempt().step()
                + (task.attempt().undo() ? " undo" : "") + "." + task.attempt().epoch() + " "
                + task.action().getClass().getSimpleName());
        SimThread.start(this, task, () -> {
            Report report;
            try {
                report = steps.perform(task, control);
            } catch (RuntimeException e) {
                // A flush that is killed comes back wrapped, as any failure of a future does.
                if (e.getCause() instanceof SimThread.Killed killed) {
                    throw killed;
                }
                failed(e);
                report = new Report.Failed(
                        new Refusal(ReturnCode.FAILED, "the step failed unexpectedly: " + e, ""),
                        task.action() instanceof Action.RealizeSystem);
            }
            Report said = report;
            note("has done " + task.job() + " " + task.attempt().step() + "."
                    + task.attempt().epoch() + ": " + said);
            after(0, () -> {
                controls.remove(task.job());
                act(on.finished(task.job(), task.attempt().epoch(), said));
            });
        });
    }

    /** The product has thrown what it never should. */
    void failed(Throwable failure) {
        world.checks().violated("unexpected failure in " + name, failure);
    }

    // The system calls of its threads.

    @Override
    public void pass(String call) {
        if (!alive) {
            throw new SimThread.Killed();
        }
        SimThread thread = SimThread.current();
        if (thread != null) {
            thread.call();
        }
    }

    @Override
    public void publishes(Inode folder, String file) {
        world.checks().published(this, folder, file);
        world.story().beFaster(folder, file);
    }

    @Override
    public void writesWhatAnotherHasLocked(Inode file) {
        world.checks().violated(name + " writes " + world.disk().pathOf(file) + ", which another has locked");
    }

    @Override
    public long monotonicNanos() {
        return world.scheduler().now();
    }
}
