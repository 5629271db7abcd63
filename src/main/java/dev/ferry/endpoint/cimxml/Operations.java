package dev.ferry.endpoint.cimxml;

import static java.util.Map.entry;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.served.ServedNamespace;
import dev.ferry.cim.value.Names;
import dev.ferry.endpoint.SealedText;
import dev.ferry.endpoint.Visitor;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.ObjectForm;
import dev.ferry.endpoint.cimxml.dsp0201.Request;
import dev.ferry.endpoint.cimxml.dsp0201.Response;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests. A call blocks while the cluster answers, and is made on a virtual thread. */
public final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    private final Places namespaces;
    private final Map<String, Operation> byName;

    /** The namespaces by their paths. What is not one is a failure. */
    @FunctionalInterface
    public interface Places {
        ServedNamespace named(String path) throws CimFailure;
    }

    /** {@code contexts} makes what clients keep for enumerations, so that any node can go on with what another began. */
    public Operations(Places namespaces, SealedText contexts) {
        this.namespaces = namespaces;
        this.byName = operations(new Enumerations(contexts)).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(named -> Names.key(named.getKey()), Map.Entry::getValue));
    }

    private static Map<String, Operation> operations(Enumerations open) {
        return Map.ofEntries(
                entry("GetInstance", InstanceReads::get),
                entry("EnumerateInstances", InstanceReads::enumerate),
                entry("EnumerateInstanceNames", InstanceReads::enumerateNames),
                entry("ExecQuery", InstanceReads::query),
                entry("GetProperty", InstanceReads::property),
                entry("Associators", LinkReads::associators),
                entry("AssociatorNames", LinkReads::associatorNames),
                entry("References", LinkReads::references),
                entry("ReferenceNames", LinkReads::referenceNames),
                entry("GetClass", ClassReads::get),
                entry("EnumerateClasses", ClassReads::enumerate),
                entry("EnumerateClassNames", ClassReads::enumerateNames),
                entry("GetQualifier", ClassReads::qualifier),
                entry("EnumerateQualifiers", ClassReads::enumerateQualifiers),
                entry("OpenEnumerateInstances", open.openInstances(ObjectForm.INSTANCE_WITH_PATH)),
                entry("OpenEnumerateInstancePaths", open.openInstances(ObjectForm.INSTANCE_PATH)),
                entry("OpenAssociatorInstances", open.openAssociators(ObjectForm.INSTANCE_WITH_PATH)),
                entry("OpenAssociatorInstancePaths", open.openAssociators(ObjectForm.INSTANCE_PATH)),
                entry("OpenReferenceInstances", open.openReferences(ObjectForm.INSTANCE_WITH_PATH)),
                entry("OpenReferenceInstancePaths", open.openReferences(ObjectForm.INSTANCE_PATH)),
                entry("OpenQueryInstances", open::openQuery),
                entry("PullInstancesWithPath", open.pull(ObjectForm.INSTANCE_WITH_PATH)),
                entry("PullInstancePaths", open.pull(ObjectForm.INSTANCE_PATH)),
                entry("PullInstances", open.pull(ObjectForm.INSTANCE)),
                entry("CloseEnumeration", open::close),
                entry("CreateInstance", Changes.createInstance()),
                entry("ModifyInstance", Changes.modifyInstance()),
                entry("DeleteInstance", Changes.namedInstance()),
                entry("SetProperty", Changes.namedInstance()),
                entry("CreateClass", Changes.ofSchema()),
                entry("ModifyClass", Changes.ofSchema()),
                entry("DeleteClass", Changes.ofSchema()),
                entry("SetQualifier", Changes.ofSchema()),
                entry("DeleteQualifier", Changes.ofSchema()));
    }

    /** The answer to a request, or what went wrong with it: a message in either case. */
    public String answer(Request request, Visitor visitor) {
        try {
            return Response.of(
                    request,
                    switch (request) {
                        case Request.Intrinsic intrinsic -> intrinsic(intrinsic, visitor);
                        case Request.Extrinsic extrinsic ->
                            MethodCalls.answer(
                                    namespaces.named(extrinsic.target().namespace()), visitor, extrinsic);
                    });
        } catch (CimFailure failure) {
            return Response.failed(request, failure.status(), failure.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} of CIM-XML failed", request.name(), e);
            return Response.failed(request, CimStatus.FAILED, "the server failed; its log says how");
        }
    }

    private Answer intrinsic(Request.Intrinsic request, Visitor visitor) throws CimFailure {
        ServedNamespace served = namespaces.named(request.namespace());
        Operation operation = Optional.ofNullable(byName.get(Names.key(request.name())))
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NOT_SUPPORTED,
                        "the operation " + CimFailure.quoted(request.name()) + " is not served"));
        return operation.of(new Asked(visitor, served, request.arguments()));
    }
}
