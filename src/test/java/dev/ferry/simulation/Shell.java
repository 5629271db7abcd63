package dev.ferry.simulation;

import dev.ferry.model.Decision;
import dev.ferry.model.Refusal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What Pekko's event sourced behaviors do: replay, then one command at a time; persist, then act. A write without an answer, or
 * one that another writer has beaten, stops the instance; a new one replays.
 */
abstract class Shell<S, E> {
    private static final int STASH_MAX = 200;

    private enum Phase {
        REPLAYING,
        READY,
        WRITING,
        STOPPED
    }

    final String id;
    final SimProcess home;
    private final S empty;
    private final BiFunction<S, E, S> on;
    private final Deque<Runnable> stash = new ArrayDeque<>();
    private Phase phase = Phase.STOPPED;
    private S state;
    private int written;
    private int life;

    Shell(String id, SimProcess home, S empty, BiFunction<S, E, S> on) {
        this.id = id;
        this.home = home;
        this.empty = empty;
        this.on = on;
        this.state = empty;
        replay();
    }

    /** The instance is new: what it had in memory only is gone. */
    abstract void begun();

    abstract void tick();

    abstract long tickNanos();

    S state() {
        return state;
    }

    int version() {
        return written;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    boolean isStopped() {
        return phase == Phase.STOPPED;
    }

    World world() {
        return home.world();
    }

    private void replay() {
        phase = Phase.REPLAYING;
        int now = ++life;
        SimDatabase database = world().database();
        database.<List<Object>>call(home, () -> database.events(id), result -> {
            if (life != now || phase != Phase.REPLAYING) {
                return;
            }
            if (!result.answered()) {
                restart();
                return;
            }
            fold(result.value());
            phase = Phase.READY;
            begun();
            home.after(tickNanos(), () -> beat(now));
            drain();
        });
    }

    private void fold(List<Object> events) {
        state = empty;
        written = events.size();
        int last = world().planted() == Mutation.LAST_EVENT_NOT_REPLAYED ? written - 1 : written;
        for (Object event : events.subList(0, Math.max(0, last))) {
            @SuppressWarnings("unchecked")
            E typed = (E) event;
            state = on.apply(state, typed);
        }
    }

    private void beat(int ofLife) {
        if (life == ofLife && phase != Phase.STOPPED) {
            hear(this::tick);
            home.after(tickNanos(), () -> beat(ofLife));
        }
    }

    private void restart() {
        world().scheduler().note(home.name(), id + " starts again");
        phase = Phase.REPLAYING;
        int now = ++life;
        stash.clear();
        home.after(home.fate().between(500_000_000, 2_000_000_000L), () -> {
            if (life == now && phase == Phase.REPLAYING) {
                replay();
            }
        });
    }

    void stop() {
        phase = Phase.STOPPED;
        life++;
        stash.clear();
        home.shells().remove(id, this);
        world().cluster().left(this);
    }

    void hear(Runnable command) {
        switch (phase) {
            case READY -> {
                command.run();
                drain();
            }
            case REPLAYING, WRITING -> {
                if (stash.size() < STASH_MAX) {
                    stash.add(command);
                }
            }
            case STOPPED -> {}
        }
    }

    private void drain() {
        while (phase == Phase.READY && !stash.isEmpty()) {
            stash.remove().run();
        }
    }

    /** Persists, then acts; the next command waits. */
    void persist(List<? extends E> events, Consumer<S> then) {
        if (events.isEmpty()) {
            then.accept(state);
            return;
        }
        phase = Phase.WRITING;
        int now = life;
        int after = written;
        List<E> batch = List.copyOf(events);
        SimDatabase database = world().database();
        database.call(home, () -> database.append(id, after, batch), result -> {
            if (life != now) {
                return;
            }
            boolean guessed = !result.answered() && world().planted() == Mutation.OUTCOME_GUESSED;
            if (!guessed && (!result.answered() || !result.value())) {
                restart();
                return;
            }
            batch.forEach(event -> state = on.apply(state, event));
            written += batch.size();
            phase = Phase.READY;
            then.accept(state);
            drain();
        });
    }

    void decide(Decision<E> decision, Consumer<S> then, Consumer<Refusal> otherwise) {
        switch (decision) {
            case Decision.Accepted<E>(var events) -> persist(events, then);
            case Decision.Refused<E>(var refusal) -> otherwise.accept(refusal);
        }
    }

    /** A message to another entity, wherever this process believes that it is. */
    void tell(String other, Consumer<Shell<?, ?>> message) {
        world().cluster().tell(home, other, message);
    }
}
