import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            + " | import DIRECTORY-OR-DEFINITION | start NAME | tour NAME DIRECTORY [NAMESPACE...]";
    private static final String V1 = "root/virtualization";
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String SYSTEM = "Msvm_ComputerSystem";

    private final URI url;
    private final String namespace;
    private final WBEMClient client;

    /** What a method answers instead of 0 or 4096. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(Object code) {
            super("refused with " + code);
        }
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
                case "start" -> transfer.start(transfer.named(args[3]));
                case "tour" -> {
                    CIMInstance system = transfer.named(args[3]);
                    transfer.tour(system, args[4]);
                    for (int at = 5; at < args.length; at++) {
                        Transfer there = new Transfer(url, args[at], args[1], System.getenv("FERRY_PASSWORD"));
                        there.tour(there.only("Name = '" + text(system, "Name") + "'"), args[4] + at);
                    }
                    transfer.refusals(system, args[4]);
                }
                default -> throw new IllegalArgumentException(USAGE);
            }
        } catch (Refused e) {
            System.err.println(e.getMessage());
            System.exit(3);
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

    private CIMObjectPath path(String className, String in) {
        return new CIMObjectPath(url.getScheme(), url.getHost(), Integer.toString(url.getPort()), in, className, null);
    }

    private static String text(CIMInstance instance, String property) {
        return String.valueOf(instance.getPropertyValue(property));
    }

    private void list() throws WBEMException {
        for (CIMInstance one :
                all(client.enumerateInstances(path("CIM_Namespace", "root/interop"), true, false, false, null))) {
            System.out.println("namespace " + text(one, "Name"));
        }
        for (CIMInstance one : all(client.enumerateInstances(path(SYSTEM, namespace), true, false, false, null))) {
            System.out.println("system " + text(one, "ElementName") + " " + text(one, "Name") + " settings="
                    + linked(one.getObjectPath(), null, "Msvm_VirtualSystemSettingData")
                            .size());
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
                new CIMArgument<CIMObjectPath>("ComputerSystem", new CIMDataType(SYSTEM), system.getObjectPath()),
                new CIMArgument<String>("ExportDirectory", CIMDataType.STRING_T, directory),
                new CIMArgument<CIMInstance>("ExportSettingData", CIMDataType.OBJECT_T, settings));
        System.out.println("definition " + definition(system, directory));
    }

    /** The file that an export leaves for ImportSystemDefinition. */
    private static String definition(CIMInstance system, String directory) {
        return directory + "\\" + text(system, "ElementName") + "\\Virtual Machines\\" + text(system, "Name") + ".xml";
    }

    /** Under a new identity: v1 imports the folder of an export, the others its definition, as a plan that is checked and realized. */
    private void importFrom(String place) throws Exception {
        CIMObjectPath job;
        if (isV1()) {
            job = run(
                    "ImportVirtualSystem",
                    new CIMArgument<String>("ImportDirectory", CIMDataType.STRING_T, place),
                    new CIMArgument<Boolean>("GenerateNewID", CIMDataType.BOOLEAN_T, true));
        } else {
            CIMObjectPath read = run(
                    "ImportSystemDefinition",
                    new CIMArgument<String>("SystemDefinitionFile", CIMDataType.STRING_T, place),
                    new CIMArgument<String>("SnapshotFolder", CIMDataType.STRING_T, ""),
                    new CIMArgument<Boolean>("GenerateNewSystemIdentifier", CIMDataType.BOOLEAN_T, true));
            CIMArgument<CIMObjectPath> plan = new CIMArgument<>(
                    "PlannedSystem",
                    new CIMDataType("Msvm_PlannedComputerSystem"),
                    affected(read, "Msvm_PlannedComputerSystem").getObjectPath());
            run("ValidatePlannedSystem", plan);
            job = run("RealizePlannedSystem", plan);
        }
        CIMInstance made = affected(job, SYSTEM);
        System.out.println("imported " + text(made, "ElementName") + " as " + text(made, "Name"));
    }

    private CIMInstance affected(CIMObjectPath job, String className) throws WBEMException {
        return linked(job, "Msvm_AffectedJobElement", className).get(0);
    }

    private void start(CIMInstance system) throws Exception {
        Object returned = client.invokeMethod(
                system.getObjectPath(),
                "RequestStateChange",
                new CIMArgument<?>[] {
                    new CIMArgument<UnsignedInteger16>("RequestedState", CIMDataType.UINT16_T, new UnsignedInteger16(2))
                },
                new CIMArgument<?>[8]);
        System.out.println("start answered " + returned);
    }

    private void tour(CIMInstance system, String directory) throws Exception {
        System.out.println("tour of " + namespace);
        list();
        export(system, directory);
        importFrom(isV1() ? directory + "\\" + text(system, "ElementName") : definition(system, directory));
    }

    /** What is refused, and how that is told. */
    private void refusals(CIMInstance system, String directory) throws Exception {
        try {
            importFrom(directory + "\\none");
        } catch (Refused e) {
            System.out.println("a folder that is not there: " + e.getMessage());
        }
        start(system);
        try {
            export(system, directory);
        } catch (Refused e) {
            System.out.println("a running system: " + e.getMessage());
        }
    }

    private boolean isV1() {
        return namespace.equals(V1);
    }

    /** Calls a method of the service and watches its job to the end. */
    private CIMObjectPath run(String method, CIMArgument<?>... in) throws Exception {
        CIMArgument<?>[] out = new CIMArgument<?>[8];
        Object returned =
                client.invokeMethod(query("SELECT * FROM " + SERVICE).get(0).getObjectPath(), method, in, out);
        if (!"4096".equals(String.valueOf(returned))) {
            throw new Refused(returned);
        }
        CIMObjectPath job = null;
        for (CIMArgument<?> one : out) {
            job = one != null && one.getName().equals("Job") ? (CIMObjectPath) one.getValue() : job;
        }
        while (true) {
            CIMInstance now = client.getInstance(job, false, false, null);
            String state = text(now, "JobState");
            System.out.println(method + " job state=" + state + " percent=" + text(now, "PercentComplete"));
            if (!state.equals("3") && !state.equals("4")) {
                if (!state.equals("7") && !state.equals("32768")) {
                    System.err.println(text(now, "ErrorCode") + ": " + text(now, "ErrorDescription"));
                    System.exit(1);
                }
                return job;
            }
            Thread.sleep(200);
        }
    }

    private CIMInstance named(String name) throws WBEMException {
        return only("ElementName = '" + name + "'");
    }

    /** The one system of which that is true. */
    private CIMInstance only(String condition) throws WBEMException {
        List<CIMInstance> found = query("SELECT * FROM " + SYSTEM + " WHERE " + condition);
        if (found.size() != 1) {
            System.err.println(found.size() + " systems have " + condition);
            System.exit(1);
        }
        return found.get(0);
    }

    private List<CIMInstance> query(String text) throws WBEMException {
        return all(client.execQuery(path("", namespace), text, "WQL"));
    }

    private List<CIMInstance> linked(CIMObjectPath from, String association, String className) throws WBEMException {
        return all(client.associatorInstances(from, association, className, null, null, false, null));
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
