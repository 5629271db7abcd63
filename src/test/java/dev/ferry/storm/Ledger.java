package dev.ferry.storm;

import dev.ferry.model.job.Action;
import dev.ferry.model.job.Control;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.Plan;
import dev.ferry.model.system.Drive;
import dev.ferry.model.system.MovedFile;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.Snapshot;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The journal, read for what the checker asks of it. Not the product's own fold: that one is judged here. */
record Ledger(Map<String, JobPage> jobs, Map<String, SystemPage> systems, List<String> gaps) {

    /** A job: each kind of event that matters, as often as it is there. */
    static final class JobPage {
        final String id;
        final List<JobOrder> begun = new ArrayList<>();
        final List<End> ends = new ArrayList<>();
        final List<Long> epochs = new ArrayList<>();
        final List<Control> controls = new ArrayList<>();
        /** Steps that made something visible and were done, one entry for each time. */
        final List<Integer> effects = new ArrayList<>();

        private Plan plan = new Plan(List.of());

        private JobPage(String id) {
            this.id = id;
        }

        Optional<JobState> end() {
            return ends.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ends.getLast().state());
        }

        boolean isCompleted() {
            return end().filter(state -> state == JobState.COMPLETED || state == JobState.COMPLETED_WITH_WARNINGS)
                    .isPresent();
        }

        /** Whether both are about one identity. */
        boolean isAboutTheSystemOf(JobPage other) {
            return !begun.isEmpty()
                    && !other.begun.isEmpty()
                    && begun.getFirst().system() != null
                    && begun.getFirst().system().equals(other.begun.getFirst().system());
        }

        boolean isStoppedByRequest() {
            return controls.contains(Control.CANCEL) || controls.contains(Control.KILL);
        }

        boolean isOf(JobKind kind) {
            return !begun.isEmpty() && begun.getFirst().kind() == kind;
        }

        /** Whether this is the job of a wish: its mark is an export's folder, or the name of what was made. */
        boolean isOf(Submit wish) {
            return begun.stream()
                    .filter(order -> order.kind().word().equals(wish.kind()))
                    .anyMatch(order -> order.kind() == JobKind.EXPORT
                            ? List.of(order.target().split("/", -1)).contains(wish.mark())
                            : order.systemName().equals(wish.mark()));
        }

        private void add(JobEvent event) {
            switch (event) {
                case JobEvent.JobBegun(var order, var _) -> begun.add(order);
                case JobEvent.JobPlanned(var planned) -> plan = planned;
                case JobEvent.AttemptStarted(var attempt, var _) -> epochs.add(attempt.epoch());
                case JobEvent.StepSucceeded(var step, var _, var _, var _) -> {
                    if (makesVisible(step)) {
                        effects.add(step);
                    }
                }
                case JobEvent.ControlRequested(var control, var _, var _) -> controls.add(control);
                case JobEvent.JobEnded(var state, var at) -> ends.add(new End(state, at));
                default -> {
                    // Nothing that is judged.
                }
            }
        }

        private boolean makesVisible(int step) {
            return step < plan.size()
                    && (plan.step(step).action() instanceof Action.Publish
                            || plan.step(step).action() instanceof Action.RealizeSystem);
        }
    }

    record End(JobState state, Instant at) {}

    /** An identity: who has made it, who holds it, what belongs to it. */
    static final class SystemPage {
        final String id;
        /** The jobs that made it, one entry for each time. */
        final List<String> makers = new ArrayList<>();

        final List<String> faults = new ArrayList<>();
        final Set<String> files = new TreeSet<>();
        boolean lives;
        private String holder = "";

        private SystemPage(String id) {
            this.id = id;
        }

        private void add(SystemEvent event) {
            switch (event) {
                case SystemEvent.IdentityReserved(var order) -> reserved(order);
                case SystemEvent.SystemReserved(var order) -> reserved(order);
                case SystemEvent.ReservationReleased(var job) -> holder = holder.equals(job.value()) ? "" : holder;
                case SystemEvent.SystemRealized realized -> realized(realized);
                case SystemEvent.SystemMoved(var job, var relocation, var _) -> moved(job.value(), relocation);
                case SystemEvent.SettingsChanged(var settings, var _) -> own(settings);
                case SystemEvent.SystemRemoved _ -> {
                    lives = false;
                    files.clear();
                }
                default -> {
                    // Nothing that is judged.
                }
            }
        }

        private void reserved(JobOrder order) {
            if (!holder.isEmpty() && !holder.equals(order.id().value())) {
                faults.add("was given to job " + order.id() + " while job " + holder + " had it");
            }
            holder = order.id().value();
        }

        private void realized(SystemEvent.SystemRealized event) {
            if (lives) {
                faults.add("was made by job " + event.job() + " while it lived");
            }
            lives = true;
            makers.add(event.job().value());
            files.clear();
            own(event.settings());
            files.add(event.placement().definition().toString());
            for (Snapshot snapshot : event.snapshots()) {
                files.add(snapshot.definition().toString());
                own(snapshot.settings());
            }
        }

        /** The definition and all that moved is elsewhere now; the job has let go of the system with it. */
        private void moved(String job, Relocation relocation) {
            if (!lives) {
                faults.add("was moved by job " + job + " while it did not live");
            }
            files.remove(relocation.from().definition().toString());
            for (MovedFile file : relocation.files()) {
                if (files.remove(file.from().toString()) && file.to() != null) {
                    files.add(file.to().toString());
                }
            }
            files.add(relocation.to().definition().toString());
            holder = holder.equals(job) ? "" : holder;
        }

        private void own(SystemSettings settings) {
            for (Drive drive : settings.drives()) {
                if (drive.file() != null) {
                    files.add(drive.file().toString());
                }
            }
        }
    }

    static Ledger of(List<JournalRow> journal) {
        Map<String, JobPage> jobs = new LinkedHashMap<>();
        Map<String, SystemPage> systems = new LinkedHashMap<>();
        Map<String, Long> last = new LinkedHashMap<>();
        List<String> gaps = new ArrayList<>();
        for (JournalRow row : journal) {
            long expected = last.getOrDefault(row.entity(), 0L) + 1;
            if (row.sequence() != expected) {
                gaps.add(row.entity() + ": event " + row.sequence() + " follows " + (expected - 1));
            }
            last.put(row.entity(), row.sequence());
            if (row.event() instanceof JobEvent event) {
                jobs.computeIfAbsent(row.id(), JobPage::new).add(event);
            } else if (row.event() instanceof SystemEvent event) {
                systems.computeIfAbsent(row.id(), SystemPage::new).add(event);
            }
        }
        return new Ledger(jobs, systems, gaps);
    }

    /** Found by what was wished, whatever was answered. */
    List<JobPage> of(Submit wish) {
        return jobs.values().stream().filter(job -> job.isOf(wish)).toList();
    }
}
