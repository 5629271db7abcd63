package dev.ferry;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Namespace;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ferry schema}: the classes of this build as MOF, for compilers and people. */
final class SchemaCommand {
    static final String USAGE = """
            ferry schema [NAMESPACE]

            Prints the classes of a namespace as MOF, or of all of them, each after its #pragma namespace. Needs no node.
            Namespaces: root/virtualization, root/virtualization/v2, root/HyperVCluster/v2, root/interop.

            Exit codes: 0 printed; 2 there is no such namespace.""";

    private SchemaCommand() {}

    static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length > 1) {
            err.println("ferry schema: one namespace, or none for all\n\n" + USAGE);
            return 2;
        }
        List<Namespace> wanted = args.length == 0
                ? List.of(Namespace.values())
                : Namespace.find(args[0]).stream().toList();
        if (wanted.isEmpty()) {
            err.println("ferry schema: there is no namespace '" + args[0] + "'; there are "
                    + Arrays.stream(Namespace.values()).map(Namespace::path).collect(Collectors.joining(", ")));
            return 2;
        }
        wanted.forEach(namespace -> print(namespace, out));
        out.flush();
        return 0;
    }

    /** What cannot be read by ourselves is not given to others. */
    private static void print(Namespace namespace, PrintStream out) {
        try {
            namespace.schema();
        } catch (CimFailure e) {
            throw new IllegalStateException("the schema of " + namespace.path() + " is wrong: " + e.getMessage(), e);
        }
        out.println("#pragma namespace (\"" + namespace.path() + "\")\n");
        for (MofSource source : namespace.sources()) {
            out.println(source.text());
        }
    }
}
