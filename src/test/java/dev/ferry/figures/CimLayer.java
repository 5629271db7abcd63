package dev.ferry.figures;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.ferry.Node;
import dev.ferry.cim.CimFailure;
import dev.ferry.cim.object.Cursor;
import dev.ferry.cim.object.Page;
import dev.ferry.cim.object.Paging;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.wql.Query;
import dev.ferry.journal.database.Database;
import dev.ferry.journal.database.TestDatabase;
import dev.ferry.testkit.TestSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A node in this process, so that it can be seen how much memory a read asks for. What comes of a door is not in it. */
final class CimLayer implements AutoCloseable {
    private static final int WARM = 60;
    private static final int MEASURED = 200;

    private final Node node;
    private final Database database;

    /** What a read costs; {@code processor} is milliseconds of this process, {@code kibibytes} what the thread that asked allocated. */
    record Cost(Timing timing, double processor, long kibibytes, int found) {}

    @FunctionalInterface
    interface Read {
        int once() throws CimFailure, SQLException;
    }

    private CimLayer(Node node, Database database) {
        this.node = node;
        this.database = database;
    }

    static CimLayer start(Path folder) throws IOException {
        Database database = TestDatabase.empty();
        Path data = folder.resolve("layer");
        Node node = Node.start(TestSettings.of(data, TestSettings.database(database)));
        String password = Files.readString(data.resolve("admin.password")).strip();
        ManySystems.definePattern(node.url(), "admin", password, data.resolve("volumes/local"));
        return new CimLayer(node, database);
    }

    /** Of the caller's own, which closes it: the pool's give up what takes long. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private ServedNamespace served(Namespace namespace) {
        return node.namespaces().of(namespace);
    }

    /** Goes through all of them, and begins anew at the end. */
    Read pages(Namespace namespace, String className, int size) {
        Cursor[] next = {Cursor.START};
        ServedNamespace served = served(namespace);
        return () -> {
            Page page = served.objects().enumerate(served.scope(), className, false, new Paging(size, next[0]));
            next[0] = page.next().orElse(Cursor.START);
            return page.instances().size();
        };
    }

    Read query(Namespace namespace, String text) {
        ServedNamespace served = served(namespace);
        return () -> {
            int found = 0;
            Optional<Cursor> next = Optional.of(Cursor.START);
            while (next.isPresent()) {
                Page page = served.objects().query(served.scope(), Query.parse(text), new Paging(100, next.get()));
                found += page.instances().size();
                next = page.next();
            }
            return found;
        };
    }

    /** What nothing can be faster than: the rows of a page, read and thrown away. */
    Read rows(int size) {
        return () -> {
            try (Connection connection = database.dataSource().getConnection();
                    PreparedStatement statement = connection.prepareStatement(
                            "select id, body from system_view where state <> 'Absent' and name_folded collate \"C\" > 'vm-05'"
                                    + " order by name_folded collate \"C\", id collate \"C\" limit " + size);
                    ResultSet rows = statement.executeQuery()) {
                int found = 0;
                while (rows.next()) {
                    found += rows.getString(2).isEmpty() ? 0 : 1;
                }
                return found;
            }
        };
    }

    Cost cost(Read read) throws CimFailure, SQLException {
        for (int i = 0; i < WARM; i++) {
            read.once();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long[] nanos = new long[MEASURED];
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long worked = process.getProcessCpuTime();
        long begun = System.nanoTime();
        int found = 0;
        for (int i = 0; i < MEASURED; i++) {
            long before = System.nanoTime();
            found = read.once();
            nanos[i] = System.nanoTime() - before;
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
        double processor = (process.getProcessCpuTime() - worked) / 1e6 / MEASURED;
        return new Cost(Timing.of(nanos, seconds), processor, bytes / MEASURED / 1024, found);
    }

    @Override
    public void close() {
        node.close();
        database.close();
    }
}
