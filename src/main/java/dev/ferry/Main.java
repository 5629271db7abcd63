package dev.ferry;

import dev.ferry.cli.Environment;
import dev.ferry.cli.FerryCommand;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Where Ferry begins: a node ({@code up}), several of them ({@code cluster}), the demonstration ({@code demo}), what this build
 * serves ({@code schema}), or a client of a running node (all else). */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        boolean help = Stream.of(rest).anyMatch(Set.of("-h", "--help")::contains);
        int code =
                switch (first) {
                    case "up" -> help ? help(UpCommand.USAGE) : UpCommand.run(rest, System.out, System.err);
                    case "demo" -> help ? help(Demo.USAGE) : Demo.run(rest, Environment.ofProcess());
                    case "cluster" ->
                        help ? help(ClusterCommand.USAGE) : ClusterCommand.run(rest, System.out, System.err);
                    case "schema" -> help ? help(SchemaCommand.USAGE) : SchemaCommand.run(rest, System.out, System.err);
                    default -> FerryCommand.run(args, Environment.ofProcess());
                };
        System.exit(code);
    }

    private static int help(String usage) {
        System.out.println(usage);
        return 0;
    }
}
