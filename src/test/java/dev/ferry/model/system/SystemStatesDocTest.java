package dev.ferry.model.system;

import static dev.ferry.testkit.Samples.NOW;

import dev.ferry.model.Decision;
import dev.ferry.model.job.JobKind;
import dev.ferry.model.job.JobOrder;
import dev.ferry.model.system.VirtualSystem.Absent;
import dev.ferry.model.system.VirtualSystem.Planned;
import dev.ferry.model.system.VirtualSystem.Realized;
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
    private static final JobOrder REMOVE = Samples.order("remove", JobKind.REMOVE);

    @Test
    void documentsTheLifeOfAnIdentityAsItIs() throws IOException {
        StateTable.assertIn(
                DOCUMENT, StateTable.derive(states(), comings(), VirtualSystem::on, SystemStatesDocTest::label));
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
        comings.put("the import makes it real", s -> SystemRules.realize(s, realize()));
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

    private static SystemEvent.SystemRealized realize() {
        return new SystemEvent.SystemRealized(
                IMPORT.id(), Samples.web(), SystemState.OFF, Samples.placement(), List.of(), NOW);
    }

    private static SystemEvent.SystemMoved moved() {
        Placement to = new Placement("node2", Samples.placement().definition());
        return new SystemEvent.SystemMoved(MOVE.id(), new Relocation(Samples.placement(), to, List.of()), NOW);
    }

    private static String label(VirtualSystem system) {
        return switch (system) {
            case Absent absent -> absent.removing() == null ? "Absent" : "Absent, its removal not over";
            case Planned _ -> "Planned";
            case Realized realized ->
                "Realized"
                        + (StateRules.aim(realized.state()).isPresent() ? ", on its way to another state" : "")
                        + (realized.reservation() == null
                                ? ""
                                : ", held by "
                                        + switch (realized.reservation().order().kind()) {
                                            case IMPORT, DEFINE -> "the job that made it";
                                            case REMOVE -> "a removal";
                                            case MOVE -> "a move";
                                            case EXPORT, VERIFY -> "an export";
                                        });
        };
    }
}
