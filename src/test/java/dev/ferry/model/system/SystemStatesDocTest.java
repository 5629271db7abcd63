package dev.ferry.model.system;

import static dev.ferry.testkit.Samples.NOW;

import dev.ferry.model.Decision;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Drafted;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
import dev.ferry.testkit.PlannedSamples;
import dev.ferry.testkit.Samples;
import dev.ferry.testkit.StateTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SystemStatesDocTest {
    private static final Path DOCUMENT = Path.of("docs/internals/states/system.md");
    private static final JobOrder IMPORT = Samples.order("import", JobKind.IMPORT);
    private static final JobOrder EXPORT = Samples.order("export", JobKind.EXPORT);
    private static final JobOrder MOVE = Samples.order("move", JobKind.MOVE);
    private static final JobOrder PLAN = Samples.order("plan", JobKind.PLAN);
    private static final JobOrder REALIZE = Samples.order("realize", JobKind.REALIZE);
    private static final JobOrder REMOVE = Samples.order("remove", JobKind.REMOVE);

    @Test
    void documentsTheLifeOfAnIdentityAsItIs() throws IOException {
        StateTable.assertIn(
                DOCUMENT, StateTable.derive(states(), comings(), VirtualSystem::on, SystemStatesDocTest::label));
    }

    @Test
    void documentsTheLifeOfAPlannedSystemAsItIs() throws IOException {
        StateTable.assertIn(
                DOCUMENT,
                StateTable.derive(plannedStates(), plannedComings(), VirtualSystem::on, SystemStatesDocTest::label));
    }

    @Test
    void documentsTheChangesOfStateAsTheyAre() throws IOException {
        StringJoiner table = new StringJoiner("\n", "", "\n");
        table.add("| From | To | Through |").add("| --- | --- | --- |");
        for (SystemState from : SystemState.values()) {
            for (SystemState to : SystemState.values()) {
                StateRules.between(from, to)
                        .ifPresent(between ->
                                table.add("| " + from.word() + " | " + to.word() + " | " + between.word() + " |"));
            }
        }
        StateTable.assertIn(DOCUMENT, table.toString());
    }

    private static Map<String, VirtualSystem> states() {
        Realized realized = Samples.realized(SystemState.OFF, List.of());
        Map<String, VirtualSystem> states = new LinkedHashMap<>();
        List.of(
                        VirtualSystem.neverLived(),
                        new Planned(Samples.WEB, 1, new Reservation(IMPORT, false), List.of(IMPORT.id())),
                        realized,
                        Samples.realized(SystemState.STARTING, List.of()),
                        realized.on(new SystemEvent.SystemReserved(EXPORT)),
                        realized.on(new SystemEvent.SystemReserved(REMOVE)),
                        realized.on(new SystemEvent.SystemReserved(MOVE)),
                        new Absent(1, REMOVE.id(), List.of(REMOVE.id())))
                .forEach(state -> states.put(label(state), state));
        return states;
    }

    private static Map<String, Function<VirtualSystem, Decision<SystemEvent>>> comings() {
        Map<String, Function<VirtualSystem, Decision<SystemEvent>>> comings = new LinkedHashMap<>();
        comings.put("an import wants it", s -> SystemRules.reserve(s, Samples.order("another import", JobKind.IMPORT)));
        comings.put("an export wants it", s -> SystemRules.reserve(s, Samples.order("another export", JobKind.EXPORT)));
        comings.put("the import makes it real", s -> SystemRules.realize(s, realize(IMPORT)));
        comings.put("the removal removes it", s -> SystemRules.remove(s, REMOVE.id(), NOW));
        comings.put("the move moves it", s -> SystemRules.relocate(s, moved()));
        comings.put("the import ends", s -> SystemRules.release(s, IMPORT.id()));
        comings.put("the export ends", s -> SystemRules.release(s, EXPORT.id()));
        comings.put("the removal ends", s -> SystemRules.release(s, REMOVE.id()));
        comings.put("the move ends", s -> SystemRules.release(s, MOVE.id()));
        comings.put("a new name", s -> SystemRules.change(s, new SettingsPatch("www", null, null, null), NOW));
        comings.put("a start", s -> StateRules.begin(s, SystemState.RUNNING, NOW));
        comings.put("the start has worked", s -> StateRules.finish(s, SystemState.RUNNING, NOW));
        comings.put("the start has failed", s -> StateRules.fail(s, SystemState.OFF, "no memory", NOW));
        return comings;
    }

    private static Drafted drafted() {
        return new Drafted(Samples.WEB, 1, PlannedSamples.web(), null, List.of());
    }

    private static SystemEvent.SystemPlanned planned() {
        return new SystemEvent.SystemPlanned(PLAN.id(), PlannedSamples.web(), NOW);
    }

    private static Map<String, VirtualSystem> plannedStates() {
        Map<String, VirtualSystem> states = new LinkedHashMap<>();
        List.of(
                        VirtualSystem.neverLived(),
                        new Planned(Samples.WEB, 1, new Reservation(PLAN, false), List.of(PLAN.id())),
                        drafted(),
                        drafted().on(new SystemEvent.SystemReserved(REALIZE)),
                        Samples.realized(SystemState.OFF, List.of()))
                .forEach(state -> states.put(label(state), state));
        return states;
    }

    private static Map<String, Function<VirtualSystem, Decision<SystemEvent>>> plannedComings() {
        Map<String, Function<VirtualSystem, Decision<SystemEvent>>> comings = new LinkedHashMap<>();
        comings.put(
                "an import of a definition wants it",
                s -> SystemRules.reserve(s, Samples.order("plan anew", JobKind.PLAN)));
        comings.put("a definition was read", s -> PlannedRules.plan(s, planned()));
        comings.put("the reading ends", s -> SystemRules.release(s, PLAN.id()));
        comings.put("an export wants it", s -> SystemRules.reserve(s, Samples.order("another export", JobKind.EXPORT)));
        comings.put(
                "snapshots are to be added", s -> SystemRules.reserve(s, Samples.order("more", JobKind.ADD_SNAPSHOTS)));
        comings.put("it is to be realized", s -> SystemRules.reserve(s, Samples.order("again", JobKind.REALIZE)));
        comings.put("it is made real as planned", s -> SystemRules.realize(s, realize(REALIZE)));
        comings.put("the realizing ends", s -> SystemRules.release(s, REALIZE.id()));
        comings.put("a repair", s -> PlannedRules.change(s, List.of(new PlannedChange.Settle("elsewhere")), NOW));
        comings.put("it is not wanted any more", s -> PlannedRules.drop(s, "anna", NOW));
        comings.put("its time is over", s -> PlannedRules.expire(s, NOW.plus(PlannedSamples.KEPT)));
        comings.put("a start", s -> StateRules.begin(s, SystemState.RUNNING, NOW));
        return comings;
    }

    private static SystemEvent.SystemRealized realize(JobOrder order) {
        return new SystemEvent.SystemRealized(
                order.id(), Samples.web(), SystemState.OFF, Samples.placement(), List.of(), NOW);
    }

    private static SystemEvent.SystemMoved moved() {
        Placement to = new Placement("node2", Samples.placement().definition());
        return new SystemEvent.SystemMoved(MOVE.id(), new Relocation(Samples.placement(), to, List.of()), NOW);
    }

    private static String label(VirtualSystem system) {
        return switch (system) {
            case Absent absent -> absent.removing() == null ? "Absent" : "Absent, its removal not over";
            case Planned planned ->
                "Planned" + (planned.reservation().order().kind() == JobKind.PLAN ? ", its definition being read" : "");
            case Drafted drafted -> "Drafted" + (drafted.reservation() == null ? "" : ", held by its realizing");
            case Realized realized ->
                "Realized"
                        + (StateRules.aim(realized.state()).isPresent() ? ", on its way to another state" : "")
                        + (realized.reservation() == null
                                ? ""
                                : ", held by "
                                        + switch (realized.reservation().order().kind()) {
                                            case IMPORT, DEFINE, PLAN, ADD_SNAPSHOTS, VALIDATE, REALIZE ->
                                                "the job that made it";
                                            case REMOVE -> "a removal";
                                            case MOVE -> "a move";
                                            case ADD_RESOURCES, CHANGE_RESOURCES, REMOVE_RESOURCES ->
                                                "a change of hardware";
                                            case EXPORT, VERIFY -> "an export";
                                        });
        };
    }
}
