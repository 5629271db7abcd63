package dev.ferry.view;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.system.SystemEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.projection.eventsourced.EventEnvelope;

/** A journal of a test's own: gives events their numbers and hands them to the views as a projection does. */
final class Journaled {
    private final DataSource source;
    private final Map<String, List<Object>> events = new HashMap<>();
    private long ordering;
    private final List<Object> told = new ArrayList<>();

    Journaled(DataSource source) {
        this.source = source;
    }

    /** What the listeners were told so far. */
    List<Object> told() {
        return told;
    }

    void systems(SystemId id, SystemEvent... happened) throws Exception {
        List<EventEnvelope<SystemEvent>> group = new ArrayList<>();
        for (SystemEvent event : happened) {
            group.add(append("VirtualSystem|" + id, event));
        }
        systems(group);
    }

    void systems(List<EventEnvelope<SystemEvent>> group) throws Exception {
        process(
                new ViewHandler<>(
                        new SystemTable(), (id, from, to) -> missed(SystemEvent.class, id, from, to), told::add),
                group);
    }

    void jobs(JobId id, JobEvent... happened) throws Exception {
        List<EventEnvelope<JobEvent>> group = new ArrayList<>();
        for (JobEvent event : happened) {
            group.add(append("Job|" + id, event));
        }
        process(
                new ViewHandler<>(new JobTable(), (pid, from, to) -> missed(JobEvent.class, pid, from, to), told::add),
                group);
    }

    <E> EventEnvelope<E> append(String persistenceId, E event) {
        List<Object> all = events.computeIfAbsent(persistenceId, _ -> new ArrayList<>());
        all.add(event);
        return EventEnvelope.create(new Sequence(++ordering), persistenceId, all.size(), event, 0);
    }

    private <E> List<E> missed(Class<E> type, String persistenceId, long from, long to) {
        return events.get(persistenceId).subList((int) from - 1, (int) to).stream()
                .map(type::cast)
                .toList();
    }

    private <S, E, R> void process(ViewHandler<S, E, R> handler, List<EventEnvelope<E>> group) throws Exception {
        ViewSession session = new ViewSession(source);
        try {
            handler.process(session, group);
            session.commit();
        } finally {
            session.close();
        }
    }
}
