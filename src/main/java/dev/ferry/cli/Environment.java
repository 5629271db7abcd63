package dev.ferry.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * All that a command has from the process that it runs in, so that it can run in any.
 *
 * @param terminal whether a person sits in front of it: questions are asked, and progress is drawn in place
 * @param dataFolder where {@code admin.password} is when {@code FERRY_DATA} does not say
 * @param pause lets time pass between two questions to a node that does not answer
 */
public record Environment(
        Map<String, String> variables,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Path dataFolder,
        Prompt prompt,
        ZoneId zone,
        InstantSource clock,
        Consumer<Duration> pause) {

    // Without a terminal JDK 25 gives null again, as the releases before 22 did.
    @SuppressWarnings("SystemConsoleNull")
    public static Environment ofProcess() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        return new Environment(
                System.getenv(),
                System.out,
                System.err,
                terminal,
                Path.of("data"),
                terminal ? (question, secret) -> askAtTerminal(console, question, secret) : (_, _) -> readLine(),
                ZoneId.systemDefault(),
                InstantSource.system(),
                Environment::pause);
    }

    /** The variable, unless it is missing or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    // The question goes to standard error: standard output may be a JSON document.
    private static Optional<String> askAtTerminal(Console console, String question, boolean secret) {
        System.err.print(question + " ");
        System.err.flush();
        if (!secret) {
            return Optional.ofNullable(console.readLine());
        }
        char[] typed = console.readPassword();
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    private static Optional<String> readLine() {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine());
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    private static void pause(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
