package dev.ferry.endpoint.cimxml;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.schema.CimClass;
import dev.ferry.cim.schema.CimQualifierType;
import dev.ferry.cim.text.ClassWriter;
import dev.ferry.cim.text.PathXml;
import dev.ferry.cim.text.QualifierWriter;
import dev.ferry.cim.value.ObjectPath;
import dev.ferry.endpoint.cimxml.dsp0201.Answer;
import dev.ferry.endpoint.cimxml.dsp0201.Arguments;
import dev.ferry.endpoint.cimxml.dsp0201.Shown;
import java.util.List;
import java.util.Optional;

/** Operations that tell the schema. */
final class ClassReads {
    private ClassReads() {}

    static Answer get(Asked asked) throws CimFailure {
        // For all other operations the name of such a class is an invalid one; here it was not found.
        CimClass owner = asked.schema().require(asked.arguments().requireClassName("ClassName"), CimStatus.NOT_FOUND);
        StringBuilder out = new StringBuilder();
        writer(asked, asked.shown()).write(out, owner);
        return Answer.of(out);
    }

    static Answer enumerate(Asked asked) throws CimFailure {
        ClassWriter writer =
                writer(asked, Shown.of(Optional.empty(), asked.arguments().flag("IncludeClassOrigin", false)));
        StringBuilder out = new StringBuilder();
        below(asked).forEach(owner -> writer.write(out, owner));
        return Answer.of(out);
    }

    static Answer enumerateNames(Asked asked) throws CimFailure {
        StringBuilder out = new StringBuilder();
        below(asked).forEach(owner -> out.append(PathXml.write(ObjectPath.ofClass(owner.name()))));
        return Answer.of(out);
    }

    static Answer qualifier(Asked asked) throws CimFailure {
        String name = asked.arguments().requireText("QualifierName");
        CimQualifierType type = asked.schema()
                .qualifierType(name)
                .orElseThrow(() -> new CimFailure(
                        CimStatus.NOT_FOUND,
                        "namespace " + asked.schema().namespace() + " has no qualifier " + CimFailure.quoted(name)));
        StringBuilder out = new StringBuilder();
        QualifierWriter.write(out, type);
        return Answer.of(out);
    }

    static Answer enumerateQualifiers(Asked asked) {
        StringBuilder out = new StringBuilder();
        asked.schema().qualifierTypes().forEach(type -> QualifierWriter.write(out, type));
        return Answer.of(out);
    }

    static String path(Asked asked, CimClass owner) {
        return PathXml.write(asked.scope().absolute(ObjectPath.ofClass(owner.name())));
    }

    private static ClassWriter writer(Asked asked, Shown shown) throws CimFailure {
        Arguments arguments = asked.arguments();
        return new ClassWriter(
                arguments.flag("LocalOnly", true),
                arguments.flag("IncludeQualifiers", true),
                shown.isOriginTold(),
                shown::has);
    }

    private static List<CimClass> below(Asked asked) throws CimFailure {
        Optional<String> name = asked.arguments().className("ClassName");
        boolean isDeep = asked.arguments().flag("DeepInheritance", false);
        if (name.isPresent()) {
            String owner = asked.schema().require(name.get()).name();
            return isDeep ? asked.schema().subclasses(owner) : asked.schema().directSubclasses(owner);
        }
        return isDeep ? asked.schema().classes() : asked.schema().directSubclasses("");
    }
}
