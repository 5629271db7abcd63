package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Understands one query. */
final class QueryParser {
    private static final int COLUMNS_MAX = 256;
    private static final BigDecimal WITHIN_SECONDS_MAX = BigDecimal.valueOf(86_400 * 365L);

    private final QueryTokens tokens;

    QueryParser(String text) throws CimFailure {
        if (text.length() > Query.CHARACTERS_MAX) {
            throw new CimFailure(
                    CimStatus.INVALID_QUERY, "a query has at most " + Query.CHARACTERS_MAX + " characters");
        }
        this.tokens = new QueryTokens(text);
    }

    Query query() throws CimFailure {
        Query query;
        if (tokens.takes("select")) {
            query = select();
        } else if (tokens.takes("associators")) {
            query = new LinkParser(tokens).associators();
        } else if (tokens.takes("references")) {
            query = new LinkParser(tokens).references();
        } else {
            throw tokens.expected("SELECT, ASSOCIATORS OF or REFERENCES OF");
        }
        tokens.end();
        return query;
    }

    private Query.Select select() throws CimFailure {
        List<Column> written = new ArrayList<>();
        boolean isAll = tokens.takes("*");
        if (!isAll) {
            do {
                if (written.size() == COLUMNS_MAX) {
                    throw tokens.expected("at most " + COLUMNS_MAX + " columns");
                }
                written.add(new Column(names("a property or '*'")));
            } while (tokens.takes(","));
        }
        tokens.need("from");
        String className = tokens.name("the name of a class");
        String alias = alias();
        Optional<Duration> within = tokens.takes("within") ? Optional.of(seconds()) : Optional.empty();
        ConditionParser conditions = new ConditionParser(tokens, className, alias);
        Optional<Condition> where = tokens.takes("where") ? Optional.of(conditions.condition()) : Optional.empty();
        List<Column> columns = new ArrayList<>();
        for (Column column : written) {
            Column bare = conditions.unqualified(column.names());
            isAll |= bare.isSimple() && bare.name().equals("*");
            columns.add(bare);
        }
        return new Query.Select(isAll ? List.of() : columns, className, alias, within, where);
    }

    private String alias() throws CimFailure {
        boolean isAnnounced = tokens.takes("as");
        boolean isName = tokens.current().kind() == QueryToken.Kind.NAME
                && !tokens.current().is("where")
                && !tokens.current().is("within");
        return isAnnounced || isName ? tokens.name("an alias") : "";
    }

    private List<String> names(String what) throws CimFailure {
        List<String> names = new ArrayList<>(List.of(tokens.name(what)));
        while (tokens.takes(".")) {
            names.add(tokens.takes("*") ? "*" : tokens.name("a property"));
        }
        int star = names.indexOf("*");
        if (names.size() > ConditionParser.NAMES_MAX || (star >= 0 && (star != 1 || names.size() != 2))) {
            throw tokens.expected("a property before this");
        }
        return names;
    }

    private Duration seconds() throws CimFailure {
        if (tokens.current().kind() != QueryToken.Kind.NUMBER
                || Names.key(tokens.current().text()).indexOf('x') >= 0) {
            throw tokens.expected("a number of seconds");
        }
        BigDecimal seconds = new BigDecimal(tokens.current().text());
        if (seconds.signum() < 0 || seconds.compareTo(WITHIN_SECONDS_MAX) > 0) {
            throw tokens.expected("a number of seconds from 0 to " + WITHIN_SECONDS_MAX);
        }
        tokens.take();
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
