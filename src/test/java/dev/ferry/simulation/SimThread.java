package dev.ferry.simulation;

import dev.ferry.actor.copy.StorageNode;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A thread that may block, of a simulated process. Exactly one runs at a time: it has the baton until it waits, or has made as
 * many system calls as chance gave it; what happens meanwhile elsewhere happens between two of its calls.
 */
final class SimThread {
    /** The process is gone; no code of the product catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final ScopedValue<SimThread> CURRENT = ScopedValue.newInstance();

    private final SimProcess process;
    private final Fate fate;
    private Thread simulator;
    private final Thread thread;
    private volatile boolean running;
    private boolean ended;
    private boolean killed;
    private int fuel;
    private long debtNanos;
    private long waits;
    private int callsInTurn;
    private final StorageNode.Task task;

    private SimThread(SimProcess process, StorageNode.Task task, Runnable body) {
        this.task = task;
        this.process = process;

        this.fate = process.fate();
        this.thread = Thread.ofVirtual()
                .unstarted(() -> ScopedValue.where(CURRENT, this).run(() -> whole(body)));
    }

    /** Starts a thread of the process, in a moment. */
    static SimThread start(SimProcess process, Runnable body) {
        return start(process, null, body);
    }

    /** The same, for a try at a step. */
    static SimThread start(SimProcess process, StorageNode.Task task, Runnable body) {
        SimThread started = new SimThread(process, task, body);
        process.threads().add(started);
        process.after(started.fate.between(10_000, 500_000), started::resume);
        return started;
    }

    /** The try that it works at; null when it does something else. */
    StorageNode.Task task() {
        return task;
    }

    int callsInTurn() {
        return callsInTurn;
    }

    static SimThread current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    private void whole(Runnable body) {
        try {
            body.run();
        } catch (Killed _) {
            // It was to be killed.
        } catch (Throwable failure) {
            if (!killed) {
                process.failed(failure);
            }
        } finally {
            ended = true;
            process.threads().remove(this);
            running = false;
            LockSupport.unpark(simulator);
        }
    }

    /** Gives it the baton, and comes back when it gives it back. */
    private void resume() {
        if (ended) {
            return;
        }
        fuel = (int) fate.skewed(1, process.world().profile().callsPerTurn());
        simulator = Thread.currentThread();
        running = true;
        callsInTurn = 0;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
        while (running) {
            LockSupport.park(this);
        }
    }

    private void giveUpTurn() {
        running = false;
        LockSupport.unpark(simulator);
        while (!running) {
            LockSupport.park(this);
        }
        live();
    }

    private void live() {
        if (killed) {
            throw new Killed();
        }
    }

    /** A system call: costs time, may cost the turn, and is never made by the dead. */
    void call() {
        live();
        callsInTurn++;
        debtNanos += process.world().callCost();
        if (--fuel <= 0) {
            sleep(debtNanos);
        }
    }

    void sleep(long nanos) {
        debtNanos = 0;
        process.after(nanos, this::resume);
        giveUpTurn();
    }

    /** Asks, and waits for the answer; null when none has come in time. */
    <T> T ask(long limitNanos, Consumer<Consumer<T>> question) {
        live();
        long wait = ++waits;
        Object[] answer = new Object[1];
        Consumer<Object> wake = value -> {
            if (waits == wait) {
                waits++;
                answer[0] = value;
                resume();
            }
        };
        question.accept(value -> wake.accept(value));
        process.after(limitNanos, () -> wake.accept(null));
        giveUpTurn();
        @SuppressWarnings("unchecked")
        T typed = (T) answer[0];
        return typed;
    }

    /** Ends the thread wherever it is. */
    void kill() {
        killed = true;
        if (thread.getState() == Thread.State.NEW) {
            ended = true;
        } else {
            resume();
        }
    }
}
