import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.cim.UnsignedInteger16;
import org.metricshub.wbem.javax.wbem.CloseableIterator;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.PasswordCredential;
import org.metricshub.wbem.javax.wbem.client.UserPrincipal;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.metricshub.wbem.javax.wbem.client.WBEMClientFactory;

/** Lists, exports and imports virtual systems over CIM-XML. The URL names the namespace; without one it is that of v1. */
public class Transfer {
    private static final String USAGE = "usage: Transfer URL[/NAMESPACE] USER list | export NAME DIRECTORY"
            + " | import DIRECTORY-OR-DEFINITION | start NAME | stop NAME | tour NAME DIRECTORY [NAMESPACE...]";
    private static final String V1 = "root/virtualization";
    private static final List<String> LATER = List.of("root/virtualization/v2", "root/HyperVCluster/v2");
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String SYSTEM = "Msvm_ComputerSystem";
    private static final String SETTINGS = "Msvm_VirtualSystemSettingData";
    private static final String PLAN = "Msvm_PlannedComputerSystem";
    private static final Map<String, String> CODES = Map.of(
            "0", "Completed with No Error",
            "4096", "Method Parameters Checked - Job Started",
            "32768", "Failed",
            "32769", "Access Denied",
            "32770", "Not Supported",
            "32773", "Invalid parameter",
            "32774", "System is in use",
            "32775", "Invalid state for this operation",
            "32777", "System is not available");
    private static final Map<String, String> STATES = Map.of(
            "3", "Starting", "4", "Running", "7", "Completed", "10", "Exception", "32768", "Completed with Warnings");

    private final URI url;
    private final String namespace;
    private final WBEMClient client;

    /** What a method answers instead of 4096. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String code;

        Refused(String method, String code) {
            super(method + " was refused with " + named(CODES, code));
            this.code = code;
        }
    }

    /** What is not as it should be. */
    private static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1;

        Unexpected(String text) {
            super(text);
        }
    }

    /** Something that is to be refused. */
    private interface Work {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println(USAGE);
            System.exit(2);
        }
        try {
            URI url = URI.create(args[0]);
            String namespace = url.getPath().isEmpty() ? V1 : url.getPath().substring(1);
            Transfer transfer = new Transfer(url, namespace, args[1], System.getenv("FERRY_PASSWORD"));
            switch (args[2]) {
                case "list" -> transfer.list();
                case "export" -> transfer.export(transfer.named(args[3]), args[4]);
                case "import" -> transfer.importFrom(args[3]);
                case "start" -> transfer.turn(transfer.named(args[3]), 2);
                case "stop" -> transfer.turn(transfer.named(args[3]), 3);
                case "tour" ->
                    transfer.tour(args[1], args[3], args[4], List.of(args).subList(5, args.length));
                default -> throw new IllegalArgumentException(USAGE);
            }
        } catch (Refused e) {
            System.err.println(e.getMessage());
            System.exit(3);
        } catch (Unexpected e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (WBEMException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private Transfer(URI url, String namespace, String user, String password) throws WBEMException {
        this.url = url;
        this.namespace = namespace;
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.getPrivateCredentials().add(new PasswordCredential(password));
        client = WBEMClientFactory.getClient("CIM-XML");
        client.initialize(path("", namespace), subject, new Locale[] {Locale.US});
    }

    /** Everything, in the namespace of v1 and in the others; then what is refused. */
    private void tour(String user, String name, String directory, List<String> named) throws Exception {
        identify();
        CIMInstance system = named(name);
        List<Transfer> all = new ArrayList<>(List.of(this));
        for (String other : named.isEmpty() ? LATER : named) {
            all.add(new Transfer(url, other, user, System.getenv("FERRY_PASSWORD")));
        }
        for (int at = 0; at < all.size(); at++) {
            all.get(at).carry(system, directory + "-" + (at + 1));
        }
        turn(system, 2);
        for (Transfer there : all) {
            there.refused("a system that runs", "32775", () -> there.export(there.same(system), directory + "-none"));
        }
        turn(system, 3);
        strangerIsRefused(user);
    }

    /** What a namespace shows of a system, its export, and the import of that. */
    private void carry(CIMInstance there, String directory) throws Exception {
        CIMInstance system = same(there);
        String name = text(system, "ElementName");
        List<CIMInstance> found = systems();
        expect(found.stream().anyMatch(one -> text(one, "Name").equals(text(system, "Name"))), name + " is not listed");
        say("enumerate " + SYSTEM + ": " + found.size() + " instances, " + name + " is one of them");
        String query = "SELECT * FROM " + SYSTEM + " WHERE ElementName = '" + name + "'";
        say("query " + query + ": " + query(query).size());
        List<CIMInstance> settings = linked(system.getObjectPath(), null, SETTINGS);
        expect(
                settings.size() == 1 && text(settings.get(0), "ElementName").equals(name),
                SETTINGS + " of " + name + ": " + settings);
        say("associators of " + name + " in " + SETTINGS + ": " + text(settings.get(0), "ElementName"));
        export(system, directory);
        CIMInstance made = importFrom(isV1() ? directory + "\\" + name : definition(system, directory));
        expect(!text(made, "Name").equals(text(system, "Name")), name + " was imported under the identity that it had");
        refused("a folder that is not there", "32773", () -> importFrom(directory + "-none"));
    }

    /** Does what has to be refused with that number. */
    private void refused(String what, String code, Work work) throws Exception {
        try {
            work.run();
        } catch (Refused e) {
            expect(e.code.equals(code), what + " was to be refused with " + named(CODES, code) + ": " + e.getMessage());
            say(what + ": " + e.getMessage());
            return;
        }
        throw new Unexpected(what + " was not refused");
    }

    private void strangerIsRefused(String user) throws Exception {
        try {
            new Transfer(url, V1, user, "wrong").systems();
        } catch (WBEMException e) {
            System.out.println("a wrong password: " + e.getMessage());
            return;
        }
        throw new Unexpected("a wrong password was taken");
    }

    /** Who is there; CIM-XML has no operation for that, but an object. */
    private void identify() throws WBEMException {
        System.out.println("identify: "
                + text(
                        all(client.enumerateInstances(
                                        path("CIM_ObjectManager", "root/interop"), true, false, false, null))
                                .get(0),
                        "ElementName"));
    }

    private void list() throws WBEMException {
        for (CIMInstance one :
                all(client.enumerateInstances(path("CIM_Namespace", "root/interop"), true, false, false, null))) {
            System.out.println("namespace " + text(one, "Name"));
        }
        for (CIMInstance one : systems()) {
            System.out.println("system " + text(one, "ElementName") + " " + text(one, "Name") + " settings="
                    + linked(one.getObjectPath(), null, SETTINGS).size());
        }
    }

    private void export(CIMInstance system, String directory) throws Exception {
        CIMInstance settings =
                new CIMInstance(path("Msvm_VirtualSystemExportSettingData", namespace), new CIMProperty<?>[] {
                    new CIMProperty<Boolean>("CopyVmStorage", CIMDataType.BOOLEAN_T, true),
                    new CIMProperty<Boolean>("CreateVmExportSubdirectory", CIMDataType.BOOLEAN_T, true)
                });
        run(
                isV1() ? "ExportVirtualSystemEx" : "ExportSystemDefinition",
                text(system, "ElementName") + " to " + directory + ", CreateVmExportSubdirectory=TRUE",
                new CIMArgument<CIMObjectPath>("ComputerSystem", new CIMDataType(SYSTEM), system.getObjectPath()),
                new CIMArgument<String>("ExportDirectory", CIMDataType.STRING_T, directory),
                new CIMArgument<CIMInstance>("ExportSettingData", CIMDataType.OBJECT_T, settings));
        say("definition " + definition(system, directory));
    }

    /** The file that an export leaves for ImportSystemDefinition. */
    private static String definition(CIMInstance system, String directory) {
        return directory + "\\" + text(system, "ElementName") + "\\Virtual Machines\\" + text(system, "Name") + ".xml";
    }

    /** Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized. */
    private CIMInstance importFrom(String place) throws Exception {
        CIMObjectPath job;
        if (isV1()) {
            job = run(
                    "ImportVirtualSystem",
                    place + ", with a new identity",
                    new CIMArgument<String>("ImportDirectory", CIMDataType.STRING_T, place),
                    new CIMArgument<Boolean>("GenerateNewID", CIMDataType.BOOLEAN_T, true));
        } else {
            CIMObjectPath read = run(
                    "ImportSystemDefinition",
                    place + ", with a new identity",
                    new CIMArgument<String>("SystemDefinitionFile", CIMDataType.STRING_T, place),
                    new CIMArgument<String>("SnapshotFolder", CIMDataType.STRING_T, ""),
                    new CIMArgument<Boolean>("GenerateNewSystemIdentifier", CIMDataType.BOOLEAN_T, true));
            CIMInstance planned = affected(read, PLAN);
            String words = "plan " + text(planned, "Name");
            CIMArgument<CIMObjectPath> plan =
                    new CIMArgument<>("PlannedSystem", new CIMDataType(PLAN), planned.getObjectPath());
            run("ValidatePlannedSystem", words, plan);
            job = run("RealizePlannedSystem", words, plan);
        }
        CIMInstance made = client.getInstance(affected(job, SYSTEM).getObjectPath(), false, false, null);
        say("new system: " + text(made, "ElementName") + ", " + text(made, "Name"));
        return made;
    }

    private CIMInstance affected(CIMObjectPath job, String className) throws Exception {
        List<CIMInstance> found = linked(job, "Msvm_AffectedJobElement", className);
        expect(found.size() == 1, "the job " + job + " has " + found.size() + " of " + className);
        return found.get(0);
    }

    /** To 2, which is running, or to 3, which is off; and sees that it is. */
    private void turn(CIMInstance system, int state) throws Exception {
        Object returned = client.invokeMethod(
                system.getObjectPath(),
                "RequestStateChange",
                new CIMArgument<?>[] {
                    new CIMArgument<UnsignedInteger16>(
                            "RequestedState", CIMDataType.UINT16_T, new UnsignedInteger16(state))
                },
                new CIMArgument<?>[8]);
        String what = "RequestStateChange of " + text(system, "ElementName") + " to " + state + ": "
                + named(CODES, String.valueOf(returned)) + ", EnabledState is ";
        String now = "";
        for (int tries = 0; tries < 50 && !now.equals(String.valueOf(state)); tries++) {
            Thread.sleep(tries == 0 ? 0 : 200);
            now = text(client.getInstance(system.getObjectPath(), false, false, null), "EnabledState");
        }
        expect(
                now.equals(String.valueOf(state)),
                what + now + ": systems run where the node was started with --set ferry.hypervisor=simulated");
        say(what + now);
    }

    private boolean isV1() {
        return namespace.equals(V1);
    }

    /** Calls a method of the service, which is told in words too, and watches its job to the end. */
    private CIMObjectPath run(String method, String words, CIMArgument<?>... in) throws Exception {
        CIMArgument<?>[] out = new CIMArgument<?>[8];
        String returned = String.valueOf(
                client.invokeMethod(query("SELECT * FROM " + SERVICE).get(0).getObjectPath(), method, in, out));
        if (!returned.equals("4096")) {
            throw new Refused(method, returned);
        }
        say(method + " of " + words + ": " + named(CODES, returned));
        CIMObjectPath job = null;
        for (CIMArgument<?> one : out) {
            job = one != null && one.getName().equals("Job") ? (CIMObjectPath) one.getValue() : job;
        }
        return watch(method, job);
    }

    private CIMObjectPath watch(String method, CIMObjectPath job) throws Exception {
        String said = "";
        while (true) {
            CIMInstance now = client.getInstance(job, false, false, null);
            String state = text(now, "JobState");
            String line = "job of " + method + ": " + named(STATES, state) + ", " + text(now, "PercentComplete") + " %";
            if (!line.equals(said)) {
                say(line);
            }
            said = line;
            if (state.equals("32768")) {
                say("warning: " + text(now, "ErrorDescription"));
            }
            if (state.equals("7") || state.equals("32768")) {
                return job;
            }
            expect(
                    state.equals("3") || state.equals("4"),
                    "the job of " + method + " ended badly: error " + text(now, "ErrorCode") + ", "
                            + text(now, "ErrorDescription"));
            Thread.sleep(200);
        }
    }

    private void expect(boolean holds, String sentence) throws Unexpected {
        if (!holds) {
            throw new Unexpected(namespace + ": " + sentence);
        }
    }

    private void say(String line) {
        System.out.println(namespace + ": " + line);
    }

    private static String named(Map<String, String> names, String number) {
        return names.containsKey(number) ? number + " " + names.get(number) : number;
    }

    private CIMInstance named(String name) throws Exception {
        return first("ElementName = '" + name + "'");
    }

    /** The same system as another namespace tells it. */
    private CIMInstance same(CIMInstance system) throws Exception {
        return first("Name = '" + text(system, "Name") + "'");
    }

    private CIMInstance first(String condition) throws Exception {
        List<CIMInstance> found = query("SELECT * FROM " + SYSTEM + " WHERE " + condition);
        expect(!found.isEmpty(), "no " + SYSTEM + " has " + condition);
        return found.get(0);
    }

    private List<CIMInstance> systems() throws WBEMException {
        return all(client.enumerateInstances(path(SYSTEM, namespace), true, false, false, null));
    }

    private List<CIMInstance> query(String text) throws WBEMException {
        return all(client.execQuery(path("", namespace), text, "WQL"));
    }

    private List<CIMInstance> linked(CIMObjectPath from, String association, String className) throws WBEMException {
        return all(client.associatorInstances(from, association, className, null, null, false, null));
    }

    private CIMObjectPath path(String className, String in) {
        return new CIMObjectPath(url.getScheme(), url.getHost(), Integer.toString(url.getPort()), in, className, null);
    }

    private static String text(CIMInstance instance, String property) {
        return String.valueOf(instance.getPropertyValue(property));
    }

    private static <T> List<T> all(CloseableIterator<T> found) throws WBEMException {
        List<T> all = new ArrayList<>();
        while (found.hasNext()) {
            all.add(found.next());
        }
        if (found.getWBEMException() != null) {
            throw found.getWBEMException();
        }
        found.close();
        return all;
    }
}
