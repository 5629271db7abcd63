package dev.ferry.cim.mof;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads a text of MOF. An error says where in the text it is, what was expected there, and what was found. */
public final class MofReader {
    public static final int CHARACTERS_MAX = 16 * 1024 * 1024;

    private final Tokens tokens;
    private final ValueReader values;
    private final QualifierReader qualifiers;
    private final List<QualifierDeclaration> declarations = new ArrayList<>();
    private final List<ClassDeclaration> classes = new ArrayList<>();
    private final List<InstanceDeclaration> instances = new ArrayList<>();
    private final List<String> includes = new ArrayList<>();
    private String namespace = "";

    private MofReader(MofSource source) throws CimFailure {
        this.tokens = new Tokens(source);
        this.values = new ValueReader(tokens);
        this.qualifiers = values.qualifiers();
    }

    public static MofDocument read(MofSource source) throws CimFailure {
        if (source.text().length() > CHARACTERS_MAX) {
            throw new CimFailure(
                    CimStatus.SERVER_LIMITS_EXCEEDED,
                    source.name() + ": a text of MOF has at most " + CHARACTERS_MAX + " characters");
        }
        return new MofReader(source).document();
    }

    private MofDocument document() throws CimFailure {
        while (tokens.current().kind() != Token.Kind.END) {
            if (tokens.current().kind() == Token.Kind.DIRECTIVE) {
                directive();
            } else if (tokens.current().is("qualifier")) {
                declarations.add(qualifiers.declaration(namespace));
            } else {
                List<QualifierUse> uses = qualifiers.uses();
                if (tokens.current().is("instance")) {
                    instances.add(values.instance(namespace));
                } else if (tokens.current().is("class")) {
                    classes.add(classDeclaration(uses));
                } else {
                    throw tokens.expected("'class', 'instance', 'Qualifier' or '#pragma'");
                }
                // WMI prints none after the last one.
                if (!tokens.takes(';') && tokens.current().kind() != Token.Kind.END) {
                    throw tokens.expected("';'");
                }
            }
        }
        return new MofDocument(declarations, classes, instances, includes);
    }

    /** Pragmas that only a compiler needs are passed over. */
    private void directive() throws CimFailure {
        Token directive = tokens.take();
        boolean isInclude = directive.text().equalsIgnoreCase("include");
        if (!isInclude && !directive.text().equalsIgnoreCase("pragma")) {
            throw Tokens.failure(directive.place(), "expected '#pragma', found " + directive.told());
        }
        String name = isInclude ? "include" : tokens.name("the name of a pragma");
        boolean isNamespace = name.equalsIgnoreCase("namespace");
        if (isNamespace || name.equalsIgnoreCase("include")) {
            boolean isOpen = tokens.takes('(');
            Token text = tokens.need(Token.Kind.STRING, "a string");
            if (isOpen) {
                tokens.need(')');
            }
            if (isNamespace) {
                namespace = namespace(text);
            } else {
                includes.add(text.text());
            }
        } else if (tokens.takes('(')) {
            while (!tokens.takes(')')) {
                if (tokens.take().kind() == Token.Kind.END) {
                    throw Tokens.failure(directive.place(), "the pragma " + name + " is never closed");
                }
            }
        }
    }

    private static String namespace(Token text) throws CimFailure {
        String path = text.text().replace('\\', '/').replaceFirst("^//[^/]*/", "");
        try {
            return ObjectPath.namespaceOf(path);
        } catch (IllegalArgumentException e) {
            throw new CimFailure(CimStatus.INVALID_NAMESPACE, text.place() + ": " + e.getMessage(), e);
        }
    }

    private ClassDeclaration classDeclaration(List<QualifierUse> uses) throws CimFailure {
        Place place = tokens.current().place();
        tokens.need("class");
        String name = tokens.name("the name of a class");
        if (tokens.takes("as")) {
            tokens.need(Token.Kind.ALIAS, "'$' and a name");
        }
        String superclass = tokens.takes(':') ? tokens.name("the name of a superclass") : "";
        List<PropertyDeclaration> properties = new ArrayList<>();
        List<MethodDeclaration> methods = new ArrayList<>();
        tokens.need('{');
        while (!tokens.takes('}')) {
            feature(properties, methods);
            tokens.need(';');
        }
        return new ClassDeclaration(namespace, name, superclass, uses, properties, methods, place);
    }

    private void feature(List<PropertyDeclaration> properties, List<MethodDeclaration> methods) throws CimFailure {
        List<QualifierUse> uses = qualifiers.uses();
        boolean isVoid = tokens.current().is("void");
        Token type = tokens.need(Token.Kind.NAME, "a type, or '}'");
        boolean isReference = tokens.takes("ref");
        Place place = tokens.current().place();
        String name = tokens.name("the name of a property or method");
        if (tokens.takes('(')) {
            Optional<DeclaredType> returns =
                    isVoid ? Optional.empty() : Optional.of(declared(type, isReference, false, OptionalInt.empty()));
            methods.add(new MethodDeclaration(name, returns, parameters(), uses, place));
            return;
        }
        boolean isArray = tokens.takes('[');
        OptionalInt arraySize = isArray ? QualifierReader.arraySize(tokens) : OptionalInt.empty();
        DeclaredType declared = declared(type, isReference, isArray, arraySize);
        Optional<MofValue> value = tokens.takes('=') ? Optional.of(values.value()) : Optional.empty();
        properties.add(new PropertyDeclaration(name, declared, value, uses, place));
    }

    private List<ParameterDeclaration> parameters() throws CimFailure {
        List<ParameterDeclaration> parameters = new ArrayList<>();
        if (tokens.takes(')')) {
            return parameters;
        }
        do {
            List<QualifierUse> uses = qualifiers.uses();
            Token type = tokens.need(Token.Kind.NAME, "the type of a parameter");
            boolean isReference = tokens.takes("ref");
            Place place = tokens.current().place();
            String name = tokens.name("the name of a parameter");
            boolean isArray = tokens.takes('[');
            OptionalInt arraySize = isArray ? QualifierReader.arraySize(tokens) : OptionalInt.empty();
            DeclaredType declared = declared(type, isReference, isArray, arraySize);
            parameters.add(new ParameterDeclaration(name, declared, uses, place));
        } while (tokens.takes(','));
        tokens.need(')');
        return parameters;
    }

    /** WMI's {@code object} is an instance as text to everybody else. */
    private static DeclaredType declared(Token word, boolean isReference, boolean isArray, OptionalInt arraySize)
            throws CimFailure {
        if (isReference) {
            return new DeclaredType(CimType.REFERENCE, isArray, arraySize, word.text());
        }
        Optional<CimType> type =
                Names.same(word.text(), "object") ? Optional.of(CimType.STRING) : CimType.of(word.text());
        if (type.isEmpty() || type.get() == CimType.REFERENCE) {
            throw Tokens.failure(
                    word.place(), "expected a type, found " + word.told() + "; a reference needs the word REF");
        }
        return new DeclaredType(type.get(), isArray, arraySize, "");
    }
}
