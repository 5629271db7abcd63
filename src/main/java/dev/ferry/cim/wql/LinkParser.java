package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.Names;
import dev.ferry.cim.value.ObjectPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Understands ASSOCIATORS OF and REFERENCES OF. What follows WHERE are words in any order, with nothing between them.
 */
final class LinkParser {
    private static final List<String> ASSOCIATORS =
            List.of("AssocClass", "ResultClass", "ResultRole", "Role", "RequiredQualifier", "RequiredAssocQualifier");
    private static final List<String> REFERENCES = List.of("ResultClass", "Role", "RequiredQualifier");
    private static final Set<String> FLAGS = Set.of("ClassDefsOnly", "KeysOnly", "SchemaOnly");

    private final QueryTokens tokens;
    private final Map<String, String> said = new HashMap<>();

    LinkParser(QueryTokens tokens) {
        this.tokens = tokens;
    }

    Query associators() throws CimFailure {
        ObjectPath of = parse(ASSOCIATORS);
        return new Query.Associators(
                of,
                text("AssocClass"),
                text("ResultClass"),
                text("ResultRole"),
                text("Role"),
                text("RequiredQualifier"),
                text("RequiredAssocQualifier"),
                flag("ClassDefsOnly"),
                flag("KeysOnly"),
                flag("SchemaOnly"));
    }

    Query references() throws CimFailure {
        ObjectPath of = parse(REFERENCES);
        return new Query.References(
                of,
                text("ResultClass"),
                text("Role"),
                text("RequiredQualifier"),
                flag("ClassDefsOnly"),
                flag("KeysOnly"),
                flag("SchemaOnly"));
    }

    private ObjectPath parse(List<String> words) throws CimFailure {
        tokens.need("of");
        QueryToken path = tokens.current();
        if (path.kind() != QueryToken.Kind.PATH) {
            throw tokens.expected("an object path in braces");
        }
        ObjectPath of = path(path);
        tokens.take();
        if (tokens.takes("where")) {
            do {
                option(words);
            } while (tokens.current().kind() != QueryToken.Kind.END);
        }
        return of;
    }

    private static ObjectPath path(QueryToken token) throws CimFailure {
        try {
            return ObjectPath.parse(token.text());
        } catch (CimFailure e) {
            throw new CimFailure(
                    CimStatus.INVALID_QUERY,
                    "invalid query at character " + (token.at() + 1) + ": " + e.getMessage(),
                    e);
        }
    }

    private void option(List<String> words) throws CimFailure {
        int at = tokens.current().at();
        String written = tokens.name("one of " + String.join(", ", words));
        for (String flag : FLAGS) {
            if (Names.same(flag, written)) {
                say(at, flag, flag);
                return;
            }
        }
        for (String word : words) {
            if (Names.same(word, written)) {
                tokens.need("=");
                say(at, word, value());
                return;
            }
        }
        throw QueryLexer.failure(at, "expected one of " + String.join(", ", words) + ", found '" + written + "'");
    }

    private String value() throws CimFailure {
        boolean isQuoted = tokens.current().kind() == QueryToken.Kind.STRING;
        return isQuoted ? tokens.take().text() : tokens.name("a name");
    }

    private void say(int at, String word, String value) throws CimFailure {
        if (said.putIfAbsent(word, value) != null) {
            throw QueryLexer.failure(at, word + " is there twice");
        }
    }

    private String text(String word) {
        return said.getOrDefault(word, "");
    }

    private boolean flag(String word) {
        return said.containsKey(word);
    }
}
