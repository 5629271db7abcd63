package dev.ferry.storm;

import dev.ferry.model.JobId;
import dev.ferry.model.SystemId;
import dev.ferry.model.job.Action;
import dev.ferry.model.job.Attempt;
import dev.ferry.model.job.JobEvent;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.job.JobState;
import dev.ferry.model.job.Plan;
import dev.ferry.model.job.Step;
import dev.ferry.model.job.StepFacts;
import dev.ferry.model.system.MovedFile;
import dev.ferry.model.system.Placement;
import dev.ferry.model.system.Relocation;
import dev.ferry.model.system.SystemEvent;
import dev.ferry.model.system.SystemState;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A storm that never was. {@link #clean} is one in which all went well; tests change one thing in it, and the checker must
 * find just that. Each job takes ten seconds: accepted at 0, seen running at 2 and 4, ended at 6, seen ended at 8.
 */
final class ForgedStorm {
    static final String EXPORT = "wish-export";
    static final String IMPORT = "wish-import";
    static final String DEFINE = "wish-define";
    static final SystemId WEB = Samples.WEB;
    static final SystemId COPY = order(IMPORT, JobKind.IMPORT).command().newSystemId();
    static final String FOLDER = "csv1:/exports/" + EXPORT;

    final List<Submit> submits = new ArrayList<>();
    final List<Sight> sights = new ArrayList<>();
    final List<JournalRow> journal = new ArrayList<>();
    final List<Disks.Export> exports = new ArrayList<>();
    final Set<String> files = new TreeSet<>();
    final Set<String> staging = new TreeSet<>();
    final Map<String, String> damaged = new TreeMap<>();
    final List<Listings.ListedSystem> systems = new ArrayList<>();
    final List<Listings.Promise> promises = new ArrayList<>();

    private final Map<String, Long> sequences = new HashMap<>();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");

    private ForgedStorm() {}

    static ForgedStorm clean() {
        ForgedStorm storm = new ForgedStorm();
        storm.makes(DEFINE, JobKind.DEFINE, WEB, "web");
        storm.exports();
        storm.makes(IMPORT, JobKind.IMPORT, COPY, IMPORT);
        storm.promises.add(new Listings.Promise("csv1", "csv1:/disks/web.raw", "system " + WEB, 0));
        storm.promises.add(new Listings.Promise("csv1", "", "", 0));
        return storm;
    }

    Evidence evidence() {
        return new Evidence(
                submits, sights, journal, new Disks(exports, files, staging, damaged), new Listings(systems, promises));
    }

    List<Violation> check() {
        return Checker.check(evidence());
    }

    static JobOrder order(String mark, JobKind kind) {
        JobOrder any = Samples.order(mark, kind);
        return new JobOrder(
                any.command(), any.caller(), kind, WEB, mark, "csv1:/x/" + mark, any.assignment(), any.at());
    }

    static JobId id(String mark) {
        return order(mark, JobKind.EXPORT).id();
    }

    void happened(String entity, Object event) {
        long sequence = sequences.merge(entity, 1L, Long::sum);
        journal.add(new JournalRow(entity, sequence, now, event));
    }

    void happened(JobId job, JobEvent event) {
        happened("Job|" + job, event);
    }

    void happened(SystemId system, SystemEvent event) {
        happened("VirtualSystem|" + system, event);
    }

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    Instant now() {
        return now;
    }

    void submitted(String mark, String key, Submit.Answer answer, String job) {
        Instant from = now.minusMillis(50);
        String kind =
                switch (mark) {
                    case IMPORT -> "Import";
                    case DEFINE -> "Define";
                    default -> "Export";
                };
        submits.add(new Submit("client-1", key, kind, mark, false, from, now, answer, job, "as forged"));
    }

    /** Another wish wanted the same identity: this one was accepted, and failed. */
    JobId rivalFails(String mark) {
        JobOrder order = order(mark, JobKind.IMPORT);
        submits.add(new Submit(
                "client-2",
                mark,
                "Import",
                mark,
                true,
                now,
                now,
                Submit.Answer.ACCEPTED,
                order.id().value(),
                ""));
        happened(order.id(), new JobEvent.JobBegun(order, now));
        happened(order.id(), new JobEvent.JobEnded(JobState.EXCEPTION, now));
        return order.id();
    }

    /** From now on the import counts as one of two that wanted the same identity. */
    void importIsARival() {
        submits.replaceAll(one -> one.mark().equals(IMPORT)
                ? new Submit(
                        one.client(),
                        one.key(),
                        one.kind(),
                        one.mark(),
                        true,
                        one.from(),
                        one.to(),
                        one.answer(),
                        one.job(),
                        one.detail())
                : one);
    }

    /** The system that was defined moves to another folder, with its disk or without. */
    void moves(String mark, boolean disk) {
        JobOrder order = order(mark, JobKind.EXPORT);
        VolumePath definition = new VolumePath("csv1", "", "systems/web/x.xml");
        VolumePath moved = new VolumePath("csv1", "", "moved/web/x.xml");
        MovedFile drive = new MovedFile(
                new VolumePath("csv1", "", "disks/web.raw"), new VolumePath("csv1", "", "moved/web/web.raw"));
        happened(WEB, new SystemEvent.SystemReserved(order));
        happened(
                WEB,
                new SystemEvent.SystemMoved(
                        order.id(),
                        new Relocation(
                                new Placement("node1", definition),
                                new Placement("node2", moved),
                                disk ? List.of(drive) : List.of()),
                        now));
        files.remove(definition.toString());
        files.add(moved.toString());
        if (disk) {
            files.remove(drive.from().toString());
            files.add(drive.to().toString());
        }
    }

    void seen(String node, JobId job, String state, int percent) {
        sights.add(new Sight(node, job.value(), now.minusMillis(20), now, state, percent, percent, 1, false));
    }

    private void exports() {
        JobId job = id(EXPORT);
        happened(WEB, new SystemEvent.SystemReserved(order(EXPORT, JobKind.EXPORT)));
        lives(EXPORT, JobKind.EXPORT, publish());
        happened(WEB, new SystemEvent.ReservationReleased(job));
        Set<String> own = Set.of(FOLDER + "/ferry.manifest.json", FOLDER + "/Virtual Hard Disks/web.raw");
        exports.add(new Disks.Export(FOLDER, job.value(), WEB.value(), false, own, List.of()));
        files.addAll(own);
    }

    private void makes(String mark, JobKind kind, SystemId system, String name) {
        JobOrder order = order(mark, kind);
        VolumePath definition = new VolumePath("csv1", "", "systems/" + name + "/x.xml");
        VolumePath disk = new VolumePath("csv1", "", "disks/" + name + ".raw");
        happened(system, new SystemEvent.IdentityReserved(order));
        SystemEvent made = new SystemEvent.SystemRealized(
                order.id(),
                Samples.settings(name, List.of(Samples.drive(0, disk))),
                SystemState.OFF,
                new Placement("node1", definition),
                List.of(),
                now);
        lives(mark, kind, new Action.RealizeSystem(system, null));
        happened(system, made);
        happened(system, new SystemEvent.ReservationReleased(order.id()));
        files.add(definition.toString());
        files.add(disk.toString());
        systems.add(new Listings.ListedSystem(system.value(), name, false, ""));
    }

    static Action publish() {
        return new Action.Publish(new VolumePath("csv1", "", "x"), List.of(), true);
    }

    private void lives(String mark, JobKind kind, Action effect) {
        JobId job = id(mark);
        submitted(mark, mark, Submit.Answer.UNKNOWN, "");
        happened(job, new JobEvent.JobBegun(order(mark, kind), now));
        happened(job, new JobEvent.JobPlanned(new Plan(List.of(Step.of("Publishing", effect, null)))));
        happened(job, new JobEvent.AttemptStarted(new Attempt(0, false, 1, "node1", "node1#1"), now));
        submitted(mark, mark, Submit.Answer.ACCEPTED, job.value());
        pass(2);
        seen("node1", job, "Running", 10);
        pass(2);
        seen("node2", job, "Running", 60);
        pass(2);
        happened(job, new JobEvent.PublishBegun(0, now));
        happened(job, new JobEvent.StepSucceeded(0, 1, StepFacts.NONE, now));
        happened(job, new JobEvent.JobEnded(JobState.COMPLETED, now.minus(Duration.ofMillis(100))));
        pass(2);
        seen("node1", job, "Completed", 100);
        seen("node3", job, "Completed", 100);
        pass(2);
    }
}
