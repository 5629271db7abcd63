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
import org.metricshub.wbem.javax.wbem.CloseableIterator;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.PasswordCredential;
import org.metricshub.wbem.javax.wbem.client.UserPrincipal;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.metricshub.wbem.javax.wbem.client.WBEMClientFactory;

/** Lists, exports and imports virtual systems over CIM-XML. */
public class Transfer {
    private static final String SERVICE = "Msvm_VirtualSystemManagementService";
    private static final String SYSTEM = "Msvm_ComputerSystem";
    private static final String NAMESPACE = "root/virtualization";

    private final URI url;
    private final WBEMClient client;

    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println("usage: Transfer URL USER list | export NAME DIRECTORY | import DIRECTORY");
            System.exit(2);
        }
        try {
            Transfer transfer = new Transfer(URI.create(args[0]), args[1], System.getenv("FERRY_PASSWORD"));
            switch (args[2]) {
                case "list" -> transfer.list();
                case "export" -> transfer.export(args[3], args[4]);
                case "import" -> transfer.importFrom(args[3]);
                default -> throw new IllegalArgumentException(args[2]);
            }
        } catch (WBEMException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private Transfer(URI url, String user, String password) throws WBEMException {
        this.url = url;
        Subject subject = new Subject();
        subject.getPrincipals().add(new UserPrincipal(user));
        subject.getPrivateCredentials().add(new PasswordCredential(password));
        client = WBEMClientFactory.getClient("CIM-XML");
        client.initialize(path("", NAMESPACE), subject, new Locale[] {Locale.US});
    }

    private CIMObjectPath path(String className, String namespace) {
        return new CIMObjectPath(
                url.getScheme(), url.getHost(), Integer.toString(url.getPort()), namespace, className, null);
    }

    private void list() throws WBEMException {
        for (CIMInstance one :
                all(client.enumerateInstances(path("CIM_Namespace", "root/interop"), true, false, false, null))) {
            System.out.println("namespace " + one.getPropertyValue("Name"));
        }
        for (CIMInstance one : all(client.enumerateInstances(path(SYSTEM, NAMESPACE), true, false, false, null))) {
            CIMObjectPath system = one.getObjectPath();
            List<CIMInstance> settings = all(
                    client.associatorInstances(system, null, "Msvm_VirtualSystemSettingData", null, null, false, null));
            System.out.println("system " + one.getPropertyValue("ElementName") + " " + one.getPropertyValue("Name")
                    + " settings=" + settings.size());
        }
    }

    private void export(String name, String directory) throws Exception {
        CIMInstance system = only("SELECT * FROM " + SYSTEM + " WHERE ElementName = '" + name + "'");
        CIMInstance settings =
                new CIMInstance(path("Msvm_VirtualSystemExportSettingData", NAMESPACE), new CIMProperty<?>[] {
                    new CIMProperty<Boolean>("CopyVmStorage", CIMDataType.BOOLEAN_T, true),
                    new CIMProperty<Boolean>("CreateVmExportSubdirectory", CIMDataType.BOOLEAN_T, true)
                });
        run(
                "ExportVirtualSystemEx",
                new CIMArgument<CIMObjectPath>("ComputerSystem", new CIMDataType(SYSTEM), system.getObjectPath()),
                new CIMArgument<String>("ExportDirectory", CIMDataType.STRING_T, directory),
                new CIMArgument<CIMInstance>("ExportSettingData", CIMDataType.OBJECT_T, settings));
    }

    private void importFrom(String directory) throws Exception {
        run(
                "ImportVirtualSystem",
                new CIMArgument<String>("ImportDirectory", CIMDataType.STRING_T, directory),
                new CIMArgument<Boolean>("GenerateNewID", CIMDataType.BOOLEAN_T, true));
    }

    /** Calls a method of the service and watches its job to the end. */
    private void run(String method, CIMArgument<?>... in) throws Exception {
        CIMArgument<?>[] out = new CIMArgument<?>[8];
        Object returned = client.invokeMethod(only("SELECT * FROM " + SERVICE).getObjectPath(), method, in, out);
        if (!"4096".equals(String.valueOf(returned))) {
            System.err.println("refused with " + returned);
            System.exit(3);
        }
        CIMObjectPath job = (CIMObjectPath) out[0].getValue();
        while (true) {
            CIMInstance now = client.getInstance(job, false, false, null);
            int state = Integer.parseInt(String.valueOf(now.getPropertyValue("JobState")));
            System.out.println("job state=" + state + " percent=" + now.getPropertyValue("PercentComplete"));
            if (state != 3 && state != 4) {
                if (state != 7) {
                    System.err.println(
                            now.getPropertyValue("ErrorCode") + ": " + now.getPropertyValue("ErrorDescription"));
                    System.exit(1);
                }
                return;
            }
            Thread.sleep(500);
        }
    }

    private CIMInstance only(String query) throws WBEMException {
        List<CIMInstance> found = all(client.execQuery(path("", NAMESPACE), query, "WQL"));
        if (found.size() != 1) {
            System.err.println(found.size() + " found: " + query);
            System.exit(1);
        }
        return found.get(0);
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
