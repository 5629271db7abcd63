package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.CimValue;
import dev.ferry.cim.value.NamedMap;
import dev.ferry.cim.value.ObjectPath;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A query that was understood. Names are as they were written; whether there are such classes is not known yet. */
public sealed interface Query {
    int CHARACTERS_MAX = 16 * 1024;

    static Query parse(String text) throws CimFailure {
        return new QueryParser(text).query();
    }

    /** WQL and CQL: both are read as one language. */
    static Query parse(String language, String text) throws CimFailure {
        return switch (language.strip().toUpperCase(Locale.ROOT)) {
            case "WQL", "CQL", "DMTF:CQL" -> parse(text);
            default ->
                throw new CimFailure(
                        CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                        "the query language " + CimFailure.quoted(language) + " is not known: use WQL");
        };
    }

    /**
     * No columns means all. A class or alias before a column is left out; {@code within} is how often somebody who
     * subscribes wants to be told.
     */
    record Select(
            List<Column> columns, String className, String alias, Optional<Duration> within, Optional<Condition> where)
            implements Query {
        public Select {
            columns = List.copyOf(columns);
            Objects.requireNonNull(within, "within");
            Objects.requireNonNull(where, "where");
        }

        /** Conditions all of which every result meets; none when all is selected. */
        public List<Condition> conjuncts() {
            return switch (where.orElse(null)) {
                case null -> List.of();
                case Condition.And(var conditions) -> conditions;
                case Condition condition -> List.of(condition);
            };
        }

        /**
         * What every result must have: {@code Property = literal} where nothing but AND is above it. A provider that
         * can look these up needs not go through all; texts are meant in any letter case.
         */
        public NamedMap<CimValue> equalities() {
            NamedMap<CimValue> found = NamedMap.empty();
            for (Condition conjunct : conjuncts()) {
                boolean isEquality = conjunct instanceof Condition.Comparison(var column, var operator, var _)
                        && operator == Operator.EQUAL
                        && column.isSimple()
                        && !found.contains(column.name());
                if (isEquality && conjunct instanceof Condition.Comparison(var column, var _, var literal)) {
                    found = found.with(column.name(), literal);
                }
            }
            return found;
        }
    }

    /** What is linked to an object. What is not asked for is "" or false. */
    record Associators(
            ObjectPath of,
            String associationClass,
            String resultClass,
            String resultRole,
            String role,
            String requiredQualifier,
            String requiredAssociationQualifier,
            boolean classDefinitionsOnly,
            boolean keysOnly,
            boolean schemaOnly)
            implements Query {}

    /** The links of an object themselves. */
    record References(
            ObjectPath of,
            String resultClass,
            String role,
            String requiredQualifier,
            boolean classDefinitionsOnly,
            boolean keysOnly,
            boolean schemaOnly)
            implements Query {}
}
