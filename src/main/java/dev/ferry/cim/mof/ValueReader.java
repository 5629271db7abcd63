package dev.ferry.cim.mof;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads values, and instances, whose properties have values that may be instances again. */
final class ValueReader {
    private static final int DEPTH_MAX = 16;

    private final Tokens tokens;
    private final QualifierReader qualifiers;
    private int depth;

    ValueReader(Tokens tokens) {
        this.tokens = tokens;
        this.qualifiers = new QualifierReader(tokens, this);
    }

    QualifierReader qualifiers() {
        return qualifiers;
    }

    MofValue value() throws CimFailure {
        Token token = tokens.current();
        if (token.is('{')) {
            return nested(this::items);
        }
        if (token.is("instance")) {
            return nested(() -> new MofValue.Nested(instance("")));
        }
        return switch (token.kind()) {
            case ALIAS -> new MofValue.Alias(tokens.take().text());
            case STRING -> new MofValue.Literal(CimValue.of(string()));
            case CHARACTER ->
                new MofValue.Literal(new CimValue.Char16(tokens.take().text().charAt(0)));
            case WHOLE -> new MofValue.Literal(whole());
            case REAL ->
                new MofValue.Literal(new CimValue.Real(
                        CimType.REAL64, Double.parseDouble(tokens.take().text())));
            case NAME -> word();
            case SYMBOL, DIRECTIVE, END -> throw tokens.expected("a value");
        };
    }

    /** Literals that follow each other are one string. */
    private String string() throws CimFailure {
        StringBuilder content = new StringBuilder();
        while (tokens.current().kind() == Token.Kind.STRING) {
            content.append(tokens.take().text());
        }
        return content.toString();
    }

    private CimValue whole() throws CimFailure {
        BigInteger number = new BigInteger(tokens.current().text());
        CimType type = number.signum() < 0 ? CimType.SINT64 : CimType.UINT64;
        if (!type.holds(number)) {
            throw tokens.expected("a number of at most 64 bits");
        }
        tokens.take();
        return new CimValue.Whole(type, number);
    }

    private MofValue word() throws CimFailure {
        if (tokens.takes("null")) {
            return new MofValue.Literal(CimValue.none());
        }
        boolean isTrue = tokens.current().is("true");
        if (!isTrue && !tokens.current().is("false")) {
            throw tokens.expected("a value");
        }
        tokens.take();
        return new MofValue.Literal(CimValue.of(isTrue));
    }

    MofValue items() throws CimFailure {
        tokens.need('{');
        List<MofValue> values = new ArrayList<>();
        while (!tokens.takes('}')) {
            values.add(value());
            if (!tokens.takes(',') && !tokens.current().is('}')) {
                throw tokens.expected("',' or '}'");
            }
        }
        return new MofValue.Items(values);
    }

    /** From the word {@code instance} to the brace that ends it; the semicolon belongs to whoever holds it. */
    InstanceDeclaration instance(String namespace) throws CimFailure {
        Place place = tokens.current().place();
        tokens.need("instance");
        tokens.need("of");
        String className = tokens.name("the name of a class");
        String alias = tokens.takes("as")
                ? tokens.need(Token.Kind.ALIAS, "'$' and a name").text()
                : "";
        tokens.need('{');
        List<InstanceDeclaration.Assignment> assignments = new ArrayList<>();
        while (!tokens.takes('}')) {
            qualifiers.uses();
            Place at = tokens.current().place();
            String name = tokens.name("the name of a property, or '}'");
            tokens.need('=');
            assignments.add(new InstanceDeclaration.Assignment(name, value(), at));
            tokens.need(';');
        }
        return new InstanceDeclaration(namespace, className, alias, assignments, place);
    }

    private interface Reading {
        MofValue read() throws CimFailure;
    }

    private MofValue nested(Reading reading) throws CimFailure {
        if (++depth > DEPTH_MAX) {
            throw Tokens.failure(
                    tokens.current().place(), "values may lie at most " + DEPTH_MAX + " deep in each other");
        }
        MofValue value = reading.read();
        depth--;
        return value;
    }
}
