package dev.ferry.figures;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.schema.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code loadtest/run figures [SYSTEMS]}: what reads and calls cost, as tables. {@code -Dferry.figures=layer,doors,many} does only some
 * parts, {@code -Dferry.rows=Get} only some rows of the doors, {@code -Dferry.seconds=N} measures each of them so long.
 */
final class FiguresProgram {
    private static final int FEW = 1_000;
    private static final int PAGE = 100;
    private static final int WARM = 16;
    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("ferry.seconds", 5));
    private static final String ROWS = System.getProperty("ferry.rows", "");
    private static final String ONE = ManySystems.name(77);
    private static final String ONE_ID = ManySystems.id(77);
    private static final String BY_NAME = "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = '" + ONE + "'";
    private static final String BY_PATTERN = "SELECT * FROM Msvm_ComputerSystem WHERE ElementName LIKE 'vm-0007%'";
    private static final String LINKED =
            "ASSOCIATORS OF {Msvm_ComputerSystem.CreationClassName=\"Msvm_ComputerSystem\",Name=\"" + ONE_ID + "\"}";

    /** Its settings, export settings, summary, the host and the service. */
    private static final int LINKED_TO_ONE = 5;

    private FiguresProgram() {}

    static void main(String[] args) throws IOException, SQLException, CimFailure {
        int systems = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        String parts = System.getProperty("ferry.figures", "layer,doors,many");
        Path folder = Files.createTempDirectory("ferry-figures-");
        try {
            if (parts.contains("layer")) {
                layer(folder, systems);
            }
            if (parts.contains("doors") || parts.contains("many")) {
                doors(folder, systems, parts);
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static void layer(Path folder, int systems) throws IOException, SQLException, CimFailure {
        try (CimLayer layer = CimLayer.start(folder)) {
            try (Connection connection = layer.connect()) {
                ManySystems.copy(connection, systems);
            }
            System.out.println("\n| " + systems
                    + " systems, CIM layer | median, ms | 99th, ms | processor, ms | allocated, KiB | instances |\n"
                    + "| --- | --- | --- | --- | --- | --- |");
            for (Namespace namespace : new Namespace[] {Namespace.V2, Namespace.CLUSTER}) {
                String where = namespace.path() + ": ";
                row(layer, where + "page of " + PAGE + " systems", layer.pages(namespace, "Msvm_ComputerSystem", PAGE));
                row(
                        layer,
                        where + "page of " + PAGE + " summaries",
                        layer.pages(namespace, "Msvm_SummaryInformation", PAGE));
                row(layer, where + "WQL, `ElementName =`", layer.query(namespace, BY_NAME));
                row(layer, where + "WQL, `ElementName LIKE`", layer.query(namespace, BY_PATTERN));
                row(layer, where + "`ASSOCIATORS OF` one system", layer.query(namespace, LINKED));
            }
            row(layer, "for comparison: " + PAGE + " rows by SQL", layer.rows(PAGE));
        }
    }

    private static void row(CimLayer layer, String what, CimLayer.Read read) throws CimFailure, SQLException {
        CimLayer.Cost cost = layer.cost(read);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.2f | %d | %d |%n",
                what,
                cost.timing().median(),
                cost.timing().late(),
                cost.processor(),
                cost.kibibytes(),
                cost.found());
    }

    private static void doors(Path folder, int systems, String parts) throws IOException, SQLException {
        try (FiguresNode node = FiguresNode.start(folder)) {
            node.define();
            if (parts.contains("doors")) {
                copy(node, FEW - 1);
                head(FEW);
                constant();
                Profile.begin(node.pid());
                for (Door door : node.doors()) {
                    each(node, door, "Get", wire -> door.get(wire, ONE_ID), 1);
                    each(node, door, "GetSummaryInformation of one", wire -> door.invoke(wire, ONE_ID), 1);
                    each(node, door, "Enumerate " + FEW, wire -> door.enumerate(wire, FEW), FEW + 1);
                }
                Profile profile = Profile.end(node.pid(), folder.resolve("figures.jfr"));
                System.out.println("\n| " + profile.samples() + " samples | share |\n| --- | --- |\n"
                        + profile.rooms(12) + "\n" + (parts.contains("methods") ? profile.methods() : ""));
            }
            if (parts.contains("many")) {
                copy(node, systems);
                head(systems);
                for (Door door : node.doors()) {
                    one(node, door, "WQL, `ElementName =`", wire -> door.query(wire, BY_NAME), 1);
                    one(node, door, "WQL, `ElementName LIKE`", wire -> door.query(wire, BY_PATTERN), 10);
                    one(node, door, "`ASSOCIATORS OF` one system", wire -> door.query(wire, LINKED), LINKED_TO_ONE);
                    one(node, door, "Enumerate all by 100", wire -> door.enumerate(wire, PAGE), systems + 2);
                }
                System.out.println("memory of the process: " + node.residentMebibytes() + " MiB");
            }
        }
    }

    /** What the same library answers with nothing behind it. */
    private static void constant() throws IOException {
        try (Constant constant = Constant.start()) {
            new Load(constant.target(), 4, EACH).of(wire -> wire.ask("").length, Constant.CHARACTERS);
            for (int connections : new int[] {1, 64}) {
                row(
                        "for comparison: a constant",
                        connections,
                        new Load(constant.target(), connections, EACH)
                                .of(wire -> wire.ask("").length, Constant.CHARACTERS),
                        "");
            }
        }
    }

    private static void copy(FiguresNode node, int systems) throws SQLException {
        try (Connection connection = node.connect()) {
            ManySystems.copy(connection, systems);
        }
    }

    private static void head(int systems) {
        System.out.println("\n| " + systems
                + " systems, by door | connections | median, ms | 99th, ms | per second | node's processor, ms each |\n"
                + "| --- | --- | --- | --- | --- | --- |");
    }

    private static void each(FiguresNode node, Door door, String what, Load.Question question, int expected) {
        if (!what.contains(ROWS)) {
            return;
        }
        // What is asked ten thousand times runs in other code than at first.
        new Load(door.target(), WARM, EACH.multipliedBy(2)).of(question, expected);
        for (int connections : new int[] {1, 64}) {
            measured(node, door, what, connections, question, expected);
        }
    }

    private static void one(FiguresNode node, Door door, String what, Load.Question question, int expected) {
        new Load(door.target(), 1, EACH).of(question, expected);
        measured(node, door, what, 1, question, expected);
    }

    private static void measured(
            FiguresNode node, Door door, String what, int connections, Load.Question question, int expected) {
        double before = node.processorSeconds();
        Timing timing = new Load(door.target(), connections, EACH).of(question, expected);
        double each = (node.processorSeconds() - before) / timing.count();
        row(door.name() + ": " + what, connections, timing, String.format(Locale.ROOT, "%.2f", each * 1e3));
    }

    private static void row(String what, int connections, Timing timing, String processor) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.0f | %s |%n",
                what,
                connections,
                timing.median(),
                timing.late(),
                timing.perSecond(),
                processor);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
