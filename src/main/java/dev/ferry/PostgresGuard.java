package dev.ferry;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Ends PostgreSQL when this process was killed and could not do so: a shell that waits for the end of its standard input, then for
 * the nodes, which stop when theirs ends. It leaves a server alone that the next start has taken over.
 */
final class PostgresGuard implements AutoCloseable {
    private static final String SCRIPT = """
            data=$1 owner=$2
            read -r _ || true
            tries=0
            while [ $tries -lt 60 ]; do
              tries=$((tries + 1))
              busy=
              for lock in "$data"/nodes/*/ferry.lock; do
                read -r _ pid < "$lock" && kill -0 "$pid" && busy=yes
              done
              [ -n "$busy" ] || break
              sleep 1
            done
            read -r _ holder < "$data/ferry.lock"
            [ "$holder" = "$owner" ] || exit 0
            read -r server < "$data/postgresql/data/postmaster.pid" || exit 0
            [ "$(readlink "/proc/$server/cwd")" = "$data/postgresql/data" ] && kill -INT "$server"
            """;

    private final Process shell;

    private PostgresGuard(Process shell) {
        this.shell = shell;
    }

    /** For the data folder that this process holds, by its real path. */
    static PostgresGuard start(Path data) throws IOException {
        return new PostgresGuard(new ProcessBuilder(
                        "/usr/bin/setsid",
                        "/bin/sh",
                        "-c",
                        SCRIPT,
                        "ferry-guard",
                        data.toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
