package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.Names;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a query into words. */
final class QueryLexer {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0[xX][0-9a-fA-F]{1,16}|\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][+-]?\\d{1,3})?)");
    private static final Pattern SYMBOL = Pattern.compile("<=|>=|<>|!=|[=<>*.,()]");

    private final String text;
    private int at;

    QueryLexer(String text) {
        this.text = text;
    }

    QueryToken next() throws CimFailure {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int from = at;
        if (at >= text.length()) {
            return new QueryToken(QueryToken.Kind.END, "", from);
        }
        char c = text.charAt(at);
        if (Names.isStart(c)) {
            while (at < text.length() && Names.isPart(text.charAt(at))) {
                at++;
            }
            return new QueryToken(QueryToken.Kind.NAME, text.substring(from, at), from);
        }
        if (c == '\'' || c == '"') {
            return new QueryToken(QueryToken.Kind.STRING, quoted(c), from);
        }
        if (c == '{') {
            return new QueryToken(QueryToken.Kind.PATH, path(), from);
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            if (at < text.length() && Names.isPart(text.charAt(at))) {
                throw failure(from, "a number is followed by '" + text.charAt(at) + "'");
            }
            return new QueryToken(QueryToken.Kind.NUMBER, number.group(), from);
        }
        Matcher symbol = SYMBOL.matcher(text).region(at, text.length());
        if (symbol.lookingAt()) {
            at = symbol.end();
            return new QueryToken(QueryToken.Kind.SYMBOL, symbol.group(), from);
        }
        throw failure(from, "did not expect " + CimFailure.quoted(String.valueOf(c)));
    }

    /** A backslash makes the next backslash or quote stand for itself; CQL doubles the quote instead. */
    private String quoted(char quote) throws CimFailure {
        int from = at++;
        StringBuilder content = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            char next = at < text.length() ? text.charAt(at) : ' ';
            boolean isEscape = c == '\\' && (next == '\\' || next == '\'' || next == '"');
            boolean isDoubled = c == quote && next == quote && at < text.length();
            if (isEscape || isDoubled) {
                content.append(next);
                at++;
            } else if (c == quote) {
                return content.toString();
            } else {
                content.append(c);
            }
        }
        throw failure(from, "this quote is never closed");
    }

    /** Up to the brace that is in no quotes: ids may have braces. */
    private String path() throws CimFailure {
        int from = at++;
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quote != 0 && c == '\\') {
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '}') {
                return text.substring(from + 1, at - 1);
            }
        }
        throw failure(from, "this brace is never closed");
    }

    static CimFailure failure(int at, String rule) {
        return new CimFailure(CimStatus.INVALID_QUERY, "invalid query at character " + (at + 1) + ": " + rule);
    }
}
