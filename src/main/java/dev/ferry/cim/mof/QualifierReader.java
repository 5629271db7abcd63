package dev.ferry.cim.mof;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.DeclaredType;
import dev.ferry.cim.value.Names;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads declarations of qualifiers, and the lists of them before an element. */
final class QualifierReader {
    private final Tokens tokens;
    private final ValueReader values;

    QualifierReader(Tokens tokens, ValueReader values) {
        this.tokens = tokens;
        this.values = values;
    }

    /** The list before an element; empty when there is none. */
    List<QualifierUse> uses() throws CimFailure {
        List<QualifierUse> uses = new ArrayList<>();
        if (!tokens.takes('[')) {
            return uses;
        }
        while (!tokens.takes(']')) {
            QualifierUse use = use();
            if (uses.stream().anyMatch(other -> Names.same(other.name(), use.name()))) {
                throw Tokens.failure(use.place(), "the qualifier " + use.name() + " is there twice");
            }
            uses.add(use);
            if (!tokens.takes(',') && !tokens.current().is(']')) {
                throw tokens.expected("',' or ']'");
            }
        }
        return uses;
    }

    private QualifierUse use() throws CimFailure {
        Place place = tokens.current().place();
        String name = tokens.name("the name of a qualifier");
        Optional<MofValue> value = Optional.empty();
        if (tokens.current().is('{')) {
            value = Optional.of(values.items());
        } else if (tokens.takes('(')) {
            value = Optional.of(values.value());
            tokens.need(')');
        }
        Set<Flavor> flavors = EnumSet.noneOf(Flavor.class);
        if (tokens.takes(':')) {
            do {
                flavors.add(flavor());
            } while (tokens.current().kind() == Token.Kind.NAME);
        }
        return new QualifierUse(name, value, flavors, place);
    }

    private Flavor flavor() throws CimFailure {
        Optional<Flavor> flavor = Flavor.of(tokens.current().text());
        if (flavor.isEmpty()) {
            throw tokens.expected("a flavor such as ToSubclass");
        }
        tokens.take();
        return flavor.get();
    }

    /** From the word {@code Qualifier} to its semicolon. */
    QualifierDeclaration declaration(String namespace) throws CimFailure {
        Place place = tokens.current().place();
        tokens.need("qualifier");
        String name = tokens.name("the name of a qualifier");
        tokens.need(':');
        Optional<CimType> type = CimType.of(tokens.current().text());
        if (type.isEmpty() || type.get() == CimType.REFERENCE) {
            throw tokens.expected("a type");
        }
        tokens.take();
        OptionalInt arraySize = OptionalInt.empty();
        boolean isArray = tokens.takes('[');
        if (isArray) {
            arraySize = arraySize(tokens);
        }
        MofValue defaultValue = tokens.takes('=') ? values.value() : new MofValue.Literal(CimValue.none());
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Set<Flavor> flavors = EnumSet.noneOf(Flavor.class);
        while (tokens.takes(',')) {
            if (tokens.takes("scope")) {
                scopes(scopes);
            } else {
                tokens.need("flavor");
                flavors(flavors);
            }
        }
        tokens.need(';');
        DeclaredType declared = new DeclaredType(type.get(), isArray, arraySize, "");
        return new QualifierDeclaration(namespace, name, declared, defaultValue, scopes, flavors, place);
    }

    private void scopes(Set<Scope> scopes) throws CimFailure {
        tokens.need('(');
        do {
            Optional<Scope> scope = Scope.of(tokens.current().text());
            if (scope.isEmpty()) {
                throw tokens.expected("a scope such as class or property");
            }
            tokens.take();
            scopes.add(scope.get());
        } while (tokens.takes(','));
        tokens.need(')');
    }

    private void flavors(Set<Flavor> flavors) throws CimFailure {
        tokens.need('(');
        do {
            flavors.add(flavor());
        } while (tokens.takes(','));
        tokens.need(')');
    }

    /** What follows the opening bracket of an array. */
    static OptionalInt arraySize(Tokens tokens) throws CimFailure {
        OptionalInt size = OptionalInt.empty();
        if (tokens.current().kind() == Token.Kind.WHOLE) {
            String digits = tokens.current().text();
            if (digits.length() > 9 || Integer.parseInt(digits) < 1) {
                throw tokens.expected("a length of at least 1");
            }
            size = OptionalInt.of(Integer.parseInt(tokens.take().text()));
        }
        tokens.need(']');
        return size;
    }
}
