package dev.ferry.journal.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of our server: {@code data} (made by initdb, whole or not there), {@code log}, {@code password}. */
record PostgresCluster(Path folder, Path binaries) {
    static final String USER = "ferry";
    static final String DATABASE = "ferry";
    private static final Pattern PORT = Pattern.compile("(?m)^port = (\\d+)$");
    /** Below the kernel's ephemeral range, so that no outgoing connection sits on the port at the next start. */
    private static final int FIRST_PORT = 20_000;

    private static final int LAST_PORT = 32_000;
    private static final int LOG_CHARACTERS = 2_000;

    Path data() {
        return folder.resolve("data");
    }

    Path program(String name) {
        return binaries.resolve("bin").resolve(name);
    }

    String password() {
        return SecretFile.read(folder.resolve("password"));
    }

    String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                + "?sslmode=disable&gssEncMode=disable&reWriteBatchedInserts=true&ApplicationName=ferry";
    }

    /** Makes the cluster at the first start; a crash on the way leaves nothing that a second start would take for one. */
    void prepare() {
        try {
            Files.createDirectories(
                    folder.resolve("log"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            PostgresCommand.requireUnprivileged(folder);
            PostgresBinaries.unpack(binaries);
            if (Files.exists(data())) {
                requireOurs();
            } else {
                create();
            }
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The database folder " + folder + " cannot be used: " + e + ".",
                    "Give this user write access to it.",
                    e);
        }
    }

    private void create() throws IOException {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, ".initdb-*")) {
            for (Path half : halves) {
                PostgresBinaries.deleteTree(half);
            }
        }
        SecretFile.readOrCreate(folder.resolve("password"));
        Path fresh = Files.createTempDirectory(folder, ".initdb-");
        PostgresCommand.run(
                folder,
                List.of(
                        program("initdb").toString(),
                        "--pgdata=" + fresh,
                        "--username=" + USER,
                        "--pwfile=" + folder.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C"),
                "Making the database in " + folder,
                "See that the disk has room and that this user may write there, then start again.");
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        SecretFile.syncFolder(folder);
    }

    private void requireOurs() throws IOException {
        Path version = data().resolve("PG_VERSION");
        if (!Files.isRegularFile(version)) {
            throw new DatabaseRefused(
                    "The folder " + data() + " exists but holds no PostgreSQL database (no PG_VERSION).",
                    "Restore it from a backup, or move it away to begin with an empty database.");
        }
        String major = Files.readString(version).strip();
        if (!major.equals(PostgresBinaries.MAJOR)) {
            throw new DatabaseRefused(
                    "The database in " + data() + " was written by PostgreSQL " + major
                            + "; this build of Ferry carries " + PostgresBinaries.VERSION + ", which cannot open it.",
                    "Start the build of Ferry that wrote it, save its contents with pg_dump (port and password are in "
                            + folder + "), stop it, move " + data()
                            + " away, start this build, and load the dump with psql.");
        }
        if (!Files.exists(folder.resolve("password"))) {
            throw new DatabaseRefused(
                    "The password of the database in " + data() + " is gone (" + folder.resolve("password") + ").",
                    "Restore this file from the backup that the folder came from.");
        }
    }

    /** The port of the last start if it is still free, else another one. */
    int choosePort() {
        Optional<Integer> kept = keptPort().filter(PostgresCluster::isFree);
        if (kept.isPresent()) {
            return kept.get();
        }
        for (int i = 0; i < 1_000; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new DatabaseRefused(
                "No free port between " + FIRST_PORT + " and " + LAST_PORT + " on 127.0.0.1 for the database.",
                "End some of the programs that listen there.");
    }

    private Optional<Integer> keptPort() {
        try {
            Matcher matcher = PORT.matcher(Files.readString(data().resolve("postgresql.conf")));
            return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // As PostgreSQL does: a connection in TIME_WAIT must not cost us the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** Written whole at each start: what keeps data safe is not left to what an older build or a hand wrote. */
    void configure(int port) {
        String text = """
                # Written by Ferry at each start.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                # Nine nodes (ferry cluster --nodes) with two pools of 8 and four more each; a slot costs a few KiB.
                max_connections = 200
                password_encryption = scram-sha-256
                # Nothing that was acknowledged may be lost.
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                shared_buffers = 128MB
                max_wal_size = 512MB
                # Short statements only: no workers and no compiler for them.
                max_parallel_workers_per_gather = 0
                jit = off
                # One file per day of the week, begun anew when the day comes again.
                logging_collector = on
                log_directory = '../log'
                log_filename = 'postgresql-%%a.log'
                log_rotation_age = 1d
                log_rotation_size = 0
                log_truncate_on_rotation = on
                log_line_prefix = '%%m [%%p] '
                log_timezone = 'UTC'
                timezone = 'UTC'
                """.formatted(port);
        try {
            SecretFile.write(data().resolve("postgresql.conf"), text, "rw-------");
        } catch (IOException e) {
            throw new DatabaseRefused(
                    "The settings of the database in " + data() + " cannot be written: " + e + ".",
                    "See that the disk has room and that this user may write there.",
                    e);
        }
    }

    /** The end of what the server said last, for the message of a failed start. */
    String lastWords() {
        List<Path> logs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("log"))) {
            files.sorted(Comparator.comparing(PostgresCluster::modified)).forEach(logs::add);
            StringBuilder words = new StringBuilder();
            for (Path log : logs) {
                words.append(Files.readString(log).strip()).append('\n');
            }
            return words.substring(Math.max(0, words.length() - LOG_CHARACTERS)).strip();
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }
}
