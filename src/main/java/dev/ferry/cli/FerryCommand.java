package dev.ferry.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code ferry}: the words that it knows, and how whatever happens becomes an exit code. */
@Command(
        name = "ferry",
        description = "Exports and imports virtual systems across the nodes of a failover cluster.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "SYSTEM is a name or an id. Sizes: 512MiB, 1GiB, 64G or bytes. Durations: 30s, 5m, 1h.",
            "Environment: FERRY_URL, FERRY_USER, FERRY_PASSWORD, FERRY_TOKEN, FERRY_CA, FERRY_DATA.",
            "Exit codes: 0 done, 1 the job failed or damage was found, 2 wrong usage, 3 refused, 4 not allowed,",
            "5 no node answered, 6 not at an end."
        })
public final class FerryCommand implements Callable<Integer> {
    private final Session session;

    @Option(
            names = {"-V", "--version"},
            description = "Print the version and end.")
    private boolean version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print the help of a command and end.")
    boolean help;

    private FerryCommand(Session session) {
        this.session = session;
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print one JSON document and nothing else.")
    void setJson(boolean json) {
        session.printer().setJson(json);
    }

    /** Runs one command line to its end and gives the exit code. Touches nothing of the process but the environment. */
    public static int run(String[] args, Environment environment) {
        try (Session session = new Session(environment)) {
            return line(session).execute(args);
        }
    }

    static CommandLine line(Session session) {
        CommandLine line = new CommandLine(new FerryCommand(session));
        Words.addTo(line, session);
        return configured(line, session);
    }

    private static CommandLine configured(CommandLine line, Session session) {
        Environment environment = session.environment();
        return line.setOut(writer(environment.out()))
                .setErr(writer(environment.err()))
                .setColorScheme(Help.defaultColorScheme(environment.terminal() ? Help.Ansi.ON : Help.Ansi.OFF))
                // A system may be named @x; its name is not a file of arguments.
                .setExpandAtFiles(false)
                .setUsageHelpWidth(110)
                .registerConverter(ByteSize.class, naming(ByteSize::parse))
                .registerConverter(Duration.class, naming(TimeText::duration))
                .setParameterExceptionHandler((problem, _) -> wrongUsage(problem))
                .setExecutionExceptionHandler((problem, _, _) -> failed(problem, session));
    }

    // Only this exception's message reaches the reader as it is.
    private static <T> ITypeConverter<T> naming(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    @Override
    public Integer call() {
        if (!version) {
            throw new UsageProblem("say a COMMAND; see `ferry --help`");
        }
        String number = Optional.ofNullable(FerryCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
        session.printer().sentence(Session.body().put("version", number), "ferry " + number);
        return Exit.DONE;
    }

    private static int wrongUsage(ParameterException problem) {
        CommandLine line = problem.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(problem.getMessage());
        UnmatchedArgumentException.printSuggestions(problem, err);
        err.println("See `" + line.getCommandSpec().qualifiedName() + " --help`.");
        return Exit.USAGE;
    }

    private static int failed(Exception problem, Session session) throws Exception {
        switch (problem) {
            case UsageProblem usage -> {
                session.printer().note(usage.getMessage());
                return Exit.USAGE;
            }
            case ClientProblem refused -> {
                session.printer().failure(refused);
                return refused.exitCode();
            }
            default -> throw problem;
        }
    }
}
