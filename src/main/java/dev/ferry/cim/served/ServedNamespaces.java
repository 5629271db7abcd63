package dev.ferry.cim.served;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.host.HostMethods;
import dev.ferry.cim.host.HostPaths;
import dev.ferry.cim.host.HostViews;
import dev.ferry.cim.job.JobMethods;
import dev.ferry.cim.job.JobPaths;
import dev.ferry.cim.job.JobViews;
import dev.ferry.cim.management.ManagementMethods;
import dev.ferry.cim.management.Surroundings;
import dev.ferry.cim.method.Invoker;
import dev.ferry.cim.method.Method;
import dev.ferry.cim.method.MethodTable;
import dev.ferry.cim.object.Catalog;
import dev.ferry.cim.object.ClassView;
import dev.ferry.cim.object.Objects;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.schema.Namespace;
import dev.ferry.cim.schema.Schema;
import dev.ferry.cim.system.GetSummaryInformation;
import dev.ferry.cim.system.SystemRows;
import dev.ferry.cim.system.SystemViews;
import dev.ferry.cim.systemv1.GetSummaryInformationV1;
import dev.ferry.cim.systemv1.SystemViewsV1;
import dev.ferry.cim.text.EmbeddedText;
import dev.ferry.cim.transfer.ExportSettingDataV1;
import dev.ferry.cim.transfer.ExportSettingDataV2;
import dev.ferry.cim.transfer.ImportSettingDataV1;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.volume.VolumePath;
import dev.ferry.service.FrontDesk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All namespaces of one node. Its calls block: each is made on a virtual thread of its own. */
public final class ServedNamespaces {
    /** One answer of GetSummaryInformation is put together in memory. */
    private static final int SUMMARIES_MAX = 10_000;

    private final String node;
    private final FrontDesk desk;
    private final Function<VolumePath, String> files;
    private final InstantSource clock;
    private final Map<Namespace, ServedNamespace> all = new EnumMap<>(Namespace.class);

    private ServedNamespaces(String node, FrontDesk desk, Function<VolumePath, String> files, InstantSource clock) {
        this.node = node;
        this.desk = desk;
        this.files = files;
        this.clock = clock;
    }

    /** {@code files} tells how a place on a volume is written for clients of CIM. A schema that cannot be read is an error of the build. */
    public static ServedNamespaces of(
            String node, FrontDesk desk, Function<VolumePath, String> files, InstantSource clock) {
        ServedNamespaces served = new ServedNamespaces(node, desk, files, clock);
        for (Namespace namespace : Namespace.values()) {
            served.all.put(namespace, served.serve(namespace));
        }
        return served;
    }

    public ServedNamespace of(Namespace namespace) {
        return all.get(namespace);
    }

    /** By its path, as clients write it. */
    public ServedNamespace named(String path) throws CimFailure {
        return Namespace.find(path)
                .map(all::get)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.INVALID_NAMESPACE, "there is no namespace " + CimFailure.quoted(path)));
    }

    private ServedNamespace serve(Namespace namespace) {
        Schema schema = schema(namespace);
        SystemRows systems = new SystemRows(desk.systems());
        Objects objects = new Objects(new Catalog(schema, views(namespace, systems)));
        MethodTable methods = new MethodTable();
        HostMethods.tie(namespace, methods);
        JobMethods.tie(namespace, methods, desk, clock);
        ManagementMethods.tie(namespace, methods, desk, surroundings(namespace, schema, objects));
        if (namespace != Namespace.INTEROP) {
            methods.addRead(
                    HostPaths.MANAGEMENT, "GetSummaryInformation", summaries(namespace, schema, systems, objects));
        }
        return new ServedNamespace(
                new Scope(namespace, schema, node), objects, new Invoker(objects, methods, desk.cluster()::refusal));
    }

    private static Schema schema(Namespace namespace) {
        try {
            return namespace.schema();
        } catch (CimFailure e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Systems stand first: their classes are what is asked for most. */
    private List<ClassView<?>> views(Namespace namespace, SystemRows systems) {
        List<ClassView<?>> views = new ArrayList<>(
                switch (namespace) {
                    case V1 -> SystemViewsV1.views(systems, files);
                    case V2 -> SystemViews.v2(systems, files);
                    case CLUSTER -> SystemViews.cluster(systems, files);
                    case INTEROP -> List.<ClassView<?>>of();
                });
        views.addAll(JobViews.views(namespace, desk, clock));
        views.addAll(HostViews.views(namespace, desk));
        return views;
    }

    private Surroundings surroundings(Namespace namespace, Schema schema, Objects objects) {
        return new Surroundings(
                namespace == Namespace.V1
                        ? (settings, _) -> ExportSettingDataV1.read(settings, schema)
                        : (settings, system) -> ExportSettingDataV2.read(settings, schema, system),
                (directory, settings) -> ImportSettingDataV1.read(directory, settings, schema),
                (inventory, scope) -> ImportSettingDataV1.prefilled(inventory, scope, files),
                desk.systems()::bearing,
                objects::find);
    }

    private Method summaries(Namespace namespace, Schema schema, SystemRows systems, Objects objects) {
        return namespace == Namespace.V1
                ? new GetSummaryInformationV1(
                        systems,
                        (job, scope) -> objects.find(scope, JobPaths.of(scope, job)).stream()
                                .toList(),
                        SUMMARIES_MAX)
                : new GetSummaryInformation(
                        systems,
                        files,
                        (job, scope) -> {
                            List<String> texts = new ArrayList<>();
                            for (CimInstance task : objects.find(scope, JobPaths.of(scope, job)).stream()
                                    .toList()) {
                                texts.add(EmbeddedText.write(task, schema));
                            }
                            return texts;
                        },
                        SUMMARIES_MAX);
    }
}
