package dev.ferry.cim.object;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.mof.MofSource;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.ObjectPath;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small namespace: machines with parts, orders that work on machines, and the one desk that both are known to. */
public final class Toy {
    private static final String MOF = """
            Qualifier Association : boolean = false, Scope(association), Flavor(DisableOverride);
            Qualifier Aggregation : boolean = false, Scope(association), Flavor(DisableOverride);
            Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride);
            Qualifier Override : string = null, Scope(property, reference, method), Flavor(Restricted);
            Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride);
            Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride);
            Qualifier Static : boolean = false, Scope(property, method), Flavor(DisableOverride);
            Qualifier ValueMap : string[], Scope(property, parameter, method);
            Qualifier Values : string[], Scope(property, parameter, method), Flavor(Translatable);
            Qualifier EmbeddedInstance : string = null, Scope(property, parameter, method);
            Qualifier Shiny : boolean = false, Scope(class);

            class T_Element { string ElementName; };
            class T_System : T_Element { [Key] string CreationClassName; [Key] string Name; };
            class T_Machine : T_System { uint32 Size; };
            class T_Plan : T_System { uint32 Size; };
            class T_Part : T_Element { [Key] string InstanceID; uint32 Slot; };
            [Shiny] class T_Wheel : T_Part {};
            class T_Order : T_Element { [Key] string InstanceID; };
            class T_Unseen : T_Element { [Key] string InstanceID; };
            class T_Service : T_Element {
                [Key] string CreationClassName;
                [Key] string Name;
                [ValueMap{"0", "1", "2", "4097..32767"}, Values{"Completed", "Not Supported", "Failed", "Reserved"}]
                uint32 Define([In] string Definition);
                [ValueMap{"0", "32769", "32770"}, Values{"Completed", "Access Denied", "Not supported"}]
                uint32 Export([In] T_System REF System, [In] boolean WithState, [In] uint8 Depth,
                    [In, EmbeddedInstance("T_Part")] string Settings,
                    [In, EmbeddedInstance("T_Part")] string More[], [In(false), Out] T_Order REF Job);
                uint32 Plain();
                void Refresh();
                [Static] uint32 Count([In] uint8 Of, [In(false), Out] uint32 Sum);
            };
            class T_Desk : T_Service { uint32 Polish(); };

            [Association] class T_Link { [Key] T_Element REF Antecedent; [Key] T_Element REF Dependent; };
            [Association, Aggregation] class T_PartOf : T_Link {
                [Key, Override("Antecedent")] T_Machine REF Antecedent;
                [Key, Override("Dependent")] T_Part REF Dependent;
            };
            [Association] class T_FirstPart : T_Link {
                [Key, Override("Antecedent")] T_Machine REF Antecedent;
                [Key, Override("Dependent")] T_Part REF Dependent;
            };
            [Association] class T_Affects { [Key] T_Element REF Affected; [Key] T_Order REF Affecting; };
            [Association] class T_Knows { [Key] T_Service REF Desk; [Key] T_Element REF Known; };
            """;

    /** A machine or a plan of one; {@code parts} is how many it has. */
    public record Row(String kind, String name, int size, int parts) {
        public static Row machine(int number, int parts) {
            return new Row("T_Machine", "m%05d".formatted(number), number, parts);
        }

        public static Row plan(int number, int parts) {
            return new Row("T_Plan", "p%05d".formatted(number), number, parts);
        }

        String partId(int part) {
            return "part:" + name + ":" + part;
        }
    }

    public record Order(String id, List<String> systems) {}

    public static final Scope SCOPE = new Scope(Namespace.V2, schema(), "node1");

    final FakeFamily<Row> systems = new FakeFamily<>(Row::name, Toy::concerns);
    final FakeFamily<Order> orders = new FakeFamily<>(Order::id, Toy::concerns);
    final FakeFamily<String> desks =
            new FakeFamily<>(name -> name, (_, path) -> path.className().equals("T_Desk"));

    public Toy() {
        desks.rows.put("desk", "desk");
        // The desk knows all systems, so that only going through all of them tells which.
        systems.endless = path -> path.className().equals("T_Desk");
    }

    public static Toy of(Row... rows) {
        Toy toy = new Toy();
        for (Row row : rows) {
            toy.systems.rows.put(row.name(), row);
        }
        return toy;
    }

    public static Toy ofMachines(int count, int parts) {
        return of(IntStream.rangeClosed(1, count)
                .mapToObj(number -> Row.machine(number, parts))
                .toArray(Row[]::new));
    }

    public Toy with(Order order) {
        orders.rows.put(order.id(), order);
        return this;
    }

    public static Schema schema() {
        try {
            return Schema.read(Namespace.V2.path(), List.of(new MofSource("toy.mof", MOF)));
        } catch (CimFailure e) {
            throw new AssertionError(e);
        }
    }

    public Objects objects() {
        return new Objects(new Catalog(SCOPE.schema(), views()));
    }

    /** Not in the schema's order, which is the one that counts. */
    List<ClassView<?>> views() {
        return List.of(
                ClassView.of("T_Affects", orders, (order, scope) -> order.systems().stream()
                        .map(name -> scope.make("T_Affects")
                                .set("Affected", system(scope, name))
                                .set("Affecting", scope.path("T_Order", "InstanceID", order.id())))
                        .toList()),
                new ClassView<>(
                        "T_Order",
                        orders,
                        (order, scope) -> List.of(scope.make("T_Order").set("InstanceID", order.id())),
                        "",
                        "InstanceID"),
                ClassView.of("T_Desk", desks, (name, scope) -> List.of(named(scope, "T_Desk", name))),
                ClassView.of(
                        "T_Knows",
                        systems,
                        (row, scope) -> List.of(scope.make("T_Knows")
                                .set("Desk", path(scope, "T_Desk", "desk"))
                                .set("Known", system(scope, row.name())))),
                ClassView.of("T_PartOf", systems, (row, scope) -> links(row, scope, "T_PartOf", row.parts())),
                ClassView.of(
                        "T_FirstPart",
                        systems,
                        (row, scope) -> links(row, scope, "T_FirstPart", Math.min(1, row.parts()))),
                new ClassView<>("T_Wheel", systems, (row, scope) -> parts(row, scope, 1), "", "InstanceID"),
                new ClassView<>("T_Part", systems, (row, scope) -> parts(row, scope, 0), "", "InstanceID"),
                new ClassView<>(
                        "T_Plan", systems, (row, scope) -> systems("T_Plan", row, scope), "ElementName", "Name"),
                new ClassView<>(
                        "T_Machine", systems, (row, scope) -> systems("T_Machine", row, scope), "ElementName", "Name"));
    }

    private static List<Making> systems(String kind, Row row, Scope scope) {
        return row.kind().equals(kind)
                ? List.of(named(scope, kind, row.name())
                        .set("ElementName", "Name of " + row.name())
                        .set("Size", row.size()))
                : List.of();
    }

    private static Making named(Scope scope, String className, String name) {
        return scope.make(className).set("CreationClassName", className).set("Name", name);
    }

    /** Every second part is a wheel. */
    private static List<Making> parts(Row row, Scope scope, int remainder) {
        return IntStream.range(0, row.parts())
                .filter(part -> part % 2 == remainder)
                .mapToObj(part -> scope.make(partClass(part))
                        .set("InstanceID", row.partId(part))
                        .set("Slot", part))
                .toList();
    }

    private static String partClass(int part) {
        return part % 2 == 0 ? "T_Part" : "T_Wheel";
    }

    private static List<Making> links(Row row, Scope scope, String className, int count) {
        return IntStream.range(0, count)
                .mapToObj(part -> scope.make(className)
                        .set("Antecedent", system(scope, row.name()))
                        .set("Dependent", scope.path(partClass(part), "InstanceID", row.partId(part))))
                .toList();
    }

    private static ObjectPath system(Scope scope, String name) {
        return path(scope, name.startsWith("p") ? "T_Plan" : "T_Machine", name);
    }

    static ObjectPath path(Scope scope, String className, String name) {
        return scope.path(className, "CreationClassName", className, "Name", name);
    }

    static ObjectPath machine(int number) {
        return path(SCOPE, "T_Machine", Row.machine(number, 0).name());
    }

    private static boolean concerns(Row row, ObjectPath path) {
        return texts(path).anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(row.name()));
    }

    private static boolean concerns(Order order, ObjectPath path) {
        return texts(path)
                .anyMatch(text -> text.equals(order.id()) || order.systems().contains(text));
    }

    private static Stream<String> texts(ObjectPath path) {
        return path.namedKeys().stream()
                .flatMap(key -> key.value() instanceof CimValue.Reference(var end)
                        ? texts(end)
                        : Stream.of(key.value().text()));
    }

    /** What identifies them, in order. */
    static List<String> told(List<CimInstance> instances) {
        return instances.stream()
                .map(instance -> instance.path().orElseThrow().relative())
                .toList();
    }
}
