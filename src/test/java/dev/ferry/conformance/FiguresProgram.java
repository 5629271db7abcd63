package dev.ferry.conformance;

import com.sun.management.ThreadMXBean;
import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.cim.wql.Query;
import dev.ferry.journal.database.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * How long reads of the CIM layer take at a node that knows of many systems, and how much memory they ask for; beside them the plain
 * query of as many rows, which nothing can be faster than.
 */
public final class FiguresProgram {
    private static final int PAGE = 100;
    private static final int WARM = 30;
    private static final int MEASURED = 100;
    private static final String COPIES = """
            insert into system_view(id, incarnation, name, name_folded, state, node, volumes, planned, version, ordering, body)
            select new.id, 1, new.name, new.name, old.state, old.node, old.volumes, false, 1, old.ordering + new.number,
              jsonb_set(jsonb_set(old.body, '{id}', to_jsonb(new.id)), '{settings,name}', to_jsonb(new.name))
            from system_view old, (select number, 'vm-' || lpad(number::text, 5, '0') as name,
                upper(md5(number::text)::uuid::text) as id from generate_series(1, ?) number) new
            where old.name = 'pattern'
            """;

    private FiguresProgram() {}

    @FunctionalInterface
    private interface Read {
        int once() throws Exception;
    }

    /** The number of systems; 10000 when none is given. */
    public static void main(String[] args) throws Exception {
        int systems = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Path folder = Files.createTempDirectory("ferry-figures-");
        try (Ground ground = Ground.start(folder)) {
            Database database = ground.database();
            CimClient v2 = ground.in(Namespace.V2);
            new Orders(v2).defined("pattern", ground.disk("pattern.raw"));
            copy(database, systems);
            ObjectPath one = v2.system("vm-00077");
            System.out.println("| " + systems + " systems | median, ms | 99th, ms | allocated, KiB | instances |");
            System.out.println("| --- | --- | --- | --- | --- |");
            Cursor[] next = {Cursor.START};
            measure("page of " + PAGE + " systems", () -> page(v2, next));
            measure(
                    "WQL, ElementName =",
                    () -> query(v2, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName = 'vm-00077'"));
            measure(
                    "WQL, ElementName LIKE",
                    () -> query(v2, "SELECT * FROM Msvm_ComputerSystem WHERE ElementName LIKE 'vm-0007%'"));
            measure("ASSOCIATORS of one system", () -> query(v2, "ASSOCIATORS OF {" + one.relative() + "}"));
            measure("baseline: " + PAGE + " rows by SQL", () -> rows(database));
        } finally {
            delete(folder);
        }
    }

    private static void copy(Database database, int systems) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(COPIES)) {
            statement.setInt(1, systems);
            if (statement.executeUpdate() != systems) {
                throw new IllegalStateException("the pattern is not in the view");
            }
            connection.createStatement().execute("analyze system_view");
        }
    }

    /** Goes through all of them, and begins anew at the end. */
    private static int page(CimClient client, Cursor[] next) throws CimFailure {
        Page page = client.objects().enumerate(client.scope(), "Msvm_ComputerSystem", false, new Paging(PAGE, next[0]));
        next[0] = page.next().orElse(Cursor.START);
        return page.instances().size();
    }

    private static int query(CimClient client, String text) throws CimFailure {
        int found = 0;
        Optional<Cursor> next = Optional.of(Cursor.START);
        while (next.isPresent()) {
            Page page = client.objects().query(client.scope(), Query.parse(text), new Paging(PAGE, next.get()));
            found += page.instances().size();
            next = page.next();
        }
        return found;
    }

    private static int rows(Database database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select id, body from system_view where state <> 'Absent' and name_folded > 'vm-05'"
                                + " order by name_folded collate \"C\", id collate \"C\" limit " + PAGE);
                ResultSet rows = statement.executeQuery()) {
            int found = 0;
            while (rows.next()) {
                found += rows.getString(2).isEmpty() ? 0 : 1;
            }
            return found;
        }
    }

    private static void measure(String what, Read read) throws Exception {
        for (int i = 0; i < WARM; i++) {
            read.once();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] nanos = new long[MEASURED];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        int found = 0;
        for (int i = 0; i < MEASURED; i++) {
            long begun = System.nanoTime();
            found = read.once();
            nanos[i] = System.nanoTime() - begun;
        }
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %d | %d |%n",
                what,
                nanos[MEASURED / 2] / 1e6,
                nanos[MEASURED - 2] / 1e6,
                allocated / MEASURED / 1024,
                found);
    }

    private static void delete(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
