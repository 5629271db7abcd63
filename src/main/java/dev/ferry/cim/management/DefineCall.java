package dev.ferry.cim.management;

import dev.ferry.cim.method.Invocation;
import dev.ferry.cim.object.Scope;
import dev.ferry.cim.value.CimInstance;
import dev.ferry.model.Outcome;
import dev.ferry.model.transfer.DefineWish;
import java.util.List;
import java.util.Set;

/** What the parameters of the two methods that define a system are called, and what they hold. */
enum DefineCall {
    V1("SystemSettingData", "ResourceSettingData", "SourceSetting", "DefinedSystem"),
    V2("SystemSettings", "ResourceSettings", "ReferenceConfiguration", "ResultingSystem");

    private static final String NEW_NAME = "New Virtual Machine";
    private static final String GENERATION = "Microsoft:Hyper-V:SubType:";
    private static final String RESOURCE = "CIM_ResourceAllocationSettingData";

    private final String settings;
    private final String resources;
    private final String template;
    private final String result;

    DefineCall(String settings, String resources, String template, String result) {
        this.settings = settings;
        this.resources = resources;
        this.template = template;
        this.result = result;
    }

    String result() {
        return result;
    }

    Outcome<DefineWish> wish(Invocation call) {
        if (call.reference(template).isPresent()) {
            return Refusals.notServed(
                    template + ": a system is not made after another's settings", "send the settings themselves");
        }
        return Sent.instance(call, settings, Subject.SETTINGS)
                .then(sent -> Unserved.none(
                        call.scope(),
                        sent,
                        CimInstance.of(sent.className()),
                        Set.of("ElementName", "Notes", "VirtualSystemSubType")))
                .then(sent -> Sent.instances(call, resources, RESOURCE)
                        .then(all -> Hardware.of(call.scope(), all))
                        .then(hardware -> wish(call.scope(), sent, hardware)));
    }

    private static Outcome<DefineWish> wish(Scope scope, CimInstance sent, Hardware hardware) {
        return generation(sent)
                .map(generation -> new DefineWish(
                        SettingTexts.changed(scope, sent, "ElementName").orElse(NEW_NAME),
                        hardware.memoryBytes(),
                        hardware.processors(),
                        generation,
                        hardware.disks(),
                        List.of(),
                        List.of(),
                        SettingTexts.changed(scope, sent, "Notes").orElse("")));
    }

    /** A system of which nothing is said is of the first. */
    private static Outcome<Integer> generation(CimInstance sent) {
        return switch (sent.text("VirtualSystemSubType").orElse("")) {
            case "", GENERATION + "1" -> Outcome.ok(1);
            case GENERATION + "2" -> Outcome.ok(2);
            case String other ->
                Refusals.invalid(
                        "VirtualSystemSubType is '" + other + "'", "use " + GENERATION + "1 or " + GENERATION + "2");
        };
    }
}
