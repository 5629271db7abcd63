package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.value.CimType;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands what follows WHERE. NOT binds tighter than AND, and AND tighter than OR. */
final class ConditionParser {
    static final int NAMES_MAX = 8;
    private static final int DEPTH_MAX = 64;
    private static final int TERMS_MAX = 256;

    private final QueryTokens tokens;
    private final String className;
    private final String alias;
    private int depth;
    private int terms;

    ConditionParser(QueryTokens tokens, String className, String alias) {
        this.tokens = tokens;
        this.className = className;
        this.alias = alias;
    }

    Condition condition() throws CimFailure {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(conjunction());
        } while (tokens.takes("or"));
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.Or(conditions);
    }

    private Condition conjunction() throws CimFailure {
        List<Condition> conditions = new ArrayList<>();
        do {
            Condition next = negation();
            // What stands in parentheses may be a conjunction itself; flat, all its parts can be seen at once.
            if (next instanceof Condition.And(var inner)) {
                conditions.addAll(inner);
            } else {
                conditions.add(next);
            }
        } while (tokens.takes("and"));
        return conditions.size() == 1 ? conditions.getFirst() : new Condition.And(conditions);
    }

    private Condition negation() throws CimFailure {
        if (++depth > DEPTH_MAX) {
            throw tokens.expected("conditions that lie at most " + DEPTH_MAX + " deep in each other");
        }
        Condition condition;
        if (tokens.takes("not")) {
            condition = new Condition.Not(negation());
        } else if (tokens.takes("(")) {
            condition = condition();
            tokens.need(")");
        } else {
            condition = term();
        }
        depth--;
        return condition;
    }

    private Condition term() throws CimFailure {
        if (++terms > TERMS_MAX) {
            throw tokens.expected("at most " + TERMS_MAX + " comparisons");
        }
        Optional<CimValue> first = literal();
        if (first.isPresent()) {
            Operator operator = operator().mirrored();
            return comparison(column(), operator, first.get());
        }
        Column column = column();
        if (tokens.takes("is")) {
            boolean isNegated = tokens.takes("not");
            tokens.need("null");
            Condition isNull = new Condition.IsNull(column);
            return isNegated ? new Condition.Not(isNull) : isNull;
        }
        if (tokens.takes("isa")) {
            boolean isQuoted = tokens.current().kind() == QueryToken.Kind.STRING;
            return new Condition.IsA(column, isQuoted ? tokens.take().text() : tokens.name("the name of a class"));
        }
        boolean isNegated = tokens.takes("not");
        if (isNegated || tokens.current().is("like")) {
            tokens.need("like");
            if (tokens.current().kind() != QueryToken.Kind.STRING) {
                throw tokens.expected("a pattern in quotes");
            }
            Condition like = new Condition.Like(column, tokens.take().text());
            return isNegated ? new Condition.Not(like) : like;
        }
        Operator operator = operator();
        CimValue literal = literal().orElseThrow(() -> tokens.expected("a string, a number, TRUE, FALSE or NULL"));
        return comparison(column, operator, literal);
    }

    /** WMI takes {@code = NULL} for {@code IS NULL}. */
    private Condition comparison(Column column, Operator operator, CimValue literal) throws CimFailure {
        if (!literal.isNull()) {
            return new Condition.Comparison(column, operator, literal);
        }
        if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
            throw tokens.expected("NULL only after =, <> or IS before this");
        }
        Condition isNull = new Condition.IsNull(column);
        return operator == Operator.EQUAL ? isNull : new Condition.Not(isNull);
    }

    private Operator operator() throws CimFailure {
        Operator operator =
                switch (tokens.current().text()) {
                    case "=" -> Operator.EQUAL;
                    case "<>", "!=" -> Operator.NOT_EQUAL;
                    case "<" -> Operator.LESS;
                    case ">" -> Operator.GREATER;
                    case "<=" -> Operator.LESS_OR_EQUAL;
                    case ">=" -> Operator.GREATER_OR_EQUAL;
                    default -> throw tokens.expected("=, <>, <, >, <=, >=, LIKE, ISA or IS");
                };
        if (tokens.current().kind() != QueryToken.Kind.SYMBOL) {
            throw tokens.expected("=, <>, <, >, <=, >=, LIKE, ISA or IS");
        }
        tokens.take();
        return operator;
    }

    private Optional<CimValue> literal() throws CimFailure {
        QueryToken token = tokens.current();
        Optional<CimValue> value =
                switch (token.kind()) {
                    case STRING -> Optional.of(CimValue.of(token.text()));
                    case NUMBER -> Optional.of(number(token));
                    case NAME -> word(token);
                    case SYMBOL, PATH, END -> Optional.empty();
                };
        if (value.isPresent()) {
            tokens.take();
        }
        return value;
    }

    private static Optional<CimValue> word(QueryToken token) {
        if (token.is("null")) {
            return Optional.of(CimValue.none());
        }
        return token.is("true") || token.is("false") ? Optional.of(CimValue.of(token.is("true"))) : Optional.empty();
    }

    private CimValue number(QueryToken token) throws CimFailure {
        return Typing.parse(CimType.UINT64, token.text())
                .or(() -> Typing.parse(CimType.SINT64, token.text()))
                .or(() -> Typing.parse(CimType.REAL64, token.text()))
                .orElseThrow(() -> tokens.expected("a number"));
    }

    private Column column() throws CimFailure {
        List<String> names = new ArrayList<>(List.of(tokens.name("a property")));
        while (tokens.takes(".")) {
            names.add(tokens.name("a property"));
        }
        if (names.size() > NAMES_MAX) {
            throw tokens.expected("at most " + NAMES_MAX + " names before this");
        }
        return unqualified(names);
    }

    /** Without the class or alias that stands before a property. */
    Column unqualified(List<String> names) {
        boolean isOwn =
                Names.same(names.getFirst(), className) || (!alias.isEmpty() && Names.same(names.getFirst(), alias));
        if (isOwn && names.size() > 1) {
            return new Column(names.subList(1, names.size()));
        }
        return isOwn ? new Column(List.of(Selection.THIS)) : new Column(names);
    }
}
