package dev.ferry.cim.wql;

import dev.ferry.cim.CimFailure;

/** The words of a query, one at a time, and what to say when another was expected. */
final class QueryTokens {
    private final QueryLexer lexer;
    private QueryToken current;

    QueryTokens(String text) throws CimFailure {
        this.lexer = new QueryLexer(text);
        this.current = lexer.next();
    }

    QueryToken current() {
        return current;
    }

    QueryToken take() throws CimFailure {
        QueryToken taken = current;
        current = lexer.next();
        return taken;
    }

    boolean takes(String word) throws CimFailure {
        boolean isIt = current.is(word);
        if (isIt) {
            take();
        }
        return isIt;
    }

    void need(String word) throws CimFailure {
        if (!takes(word)) {
            throw expected("'" + word + "'");
        }
    }

    String name(String what) throws CimFailure {
        if (current.kind() != QueryToken.Kind.NAME) {
            throw expected(what);
        }
        return take().text();
    }

    void end() throws CimFailure {
        if (current.kind() != QueryToken.Kind.END) {
            throw expected("the end");
        }
    }

    CimFailure expected(String what) {
        return QueryLexer.failure(current.at(), "expected " + what + ", found " + current.told());
    }
}
