package dev.ferry.cim.mof;

import java.util.List;

/** All that one text of MOF declares, in its order. Includes are named only: whoever has the files reads them too. */
public record MofDocument(
        List<QualifierDeclaration> qualifiers,
        List<ClassDeclaration> classes,
        List<InstanceDeclaration> instances,
        List<String> includes) {
    public MofDocument {
        qualifiers = List.copyOf(qualifiers);
        classes = List.copyOf(classes);
        instances = List.copyOf(instances);
        includes = List.copyOf(includes);
    }
}
