package dev.ferry.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Virtual time, and what happens when. One thing at a time; nothing here waits. */
final class Scheduler {
    private static final int TEXT_MAX = 300;
    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000_000_000L;

    private record Event(long at, long order, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<String> trace = new ArrayList<>();
    private final boolean tracing;
    private long now;
    private long order;
    private long digest = 17;

    Scheduler(boolean tracing) {
        this.tracing = tracing;
    }

    long now() {
        return now;
    }

    void after(long nanos, Runnable run) {
        events.add(new Event(now + Math.max(0, nanos), ++order, run));
    }

    /** Does the next thing; false when there is none before the given time, which it then is. */
    boolean step(long until) {
        Event next = events.peek();
        if (next == null || next.at() > until) {
            now = Math.max(now, until);
            return false;
        }
        events.remove();
        now = next.at();
        next.run().run();
        return true;
    }

    long steps() {
        return order;
    }

    /** What has happened, for people; and a number over all of it, the same for the same seed. */
    void note(String who, String what) {
        digest = digest * 31 + what.hashCode() + now;
        tell(who, what);
    }

    void note(String who, Object event) {
        digest = digest * 31 + event.getClass().getName().hashCode() + now;
        tell(who, event);
    }

    private void tell(String who, Object what) {
        if (tracing) {
            String text = what.toString();
            String shown = text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) + "..." : text;
            trace.add(String.format("%9.3f %-10s %s", now / 1e9, who, shown));
        }
    }

    long digest() {
        return digest;
    }

    List<String> trace() {
        return trace;
    }
}
