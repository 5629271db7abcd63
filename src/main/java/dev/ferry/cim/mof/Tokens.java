package dev.ferry.cim.mof;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.Names;

/** The words of a text, one at a time with one more in sight, and what to say when another was expected. */
final class Tokens {
    private final Lexer lexer;
    private Token current;

    Tokens(MofSource source) throws CimFailure {
        this.lexer = new Lexer(source);
        this.current = lexer.next();
    }

    Token current() {
        return current;
    }

    Token take() throws CimFailure {
        Token taken = current;
        current = lexer.next();
        return taken;
    }

    boolean takes(char symbol) throws CimFailure {
        boolean isIt = current.is(symbol);
        if (isIt) {
            take();
        }
        return isIt;
    }

    boolean takes(String word) throws CimFailure {
        boolean isIt = current.is(word);
        if (isIt) {
            take();
        }
        return isIt;
    }

    void need(char symbol) throws CimFailure {
        if (!takes(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    void need(String word) throws CimFailure {
        if (!takes(word)) {
            throw expected("'" + word + "'");
        }
    }

    Token need(Token.Kind kind, String what) throws CimFailure {
        if (current.kind() != kind) {
            throw expected(what);
        }
        return take();
    }

    String name(String what) throws CimFailure {
        Place place = current.place();
        String name = need(Token.Kind.NAME, what).text();
        if (!Names.isName(name)) {
            throw failure(place, "a name has at most " + Names.LENGTH_MAX + " characters");
        }
        return name;
    }

    CimFailure expected(String what) {
        return failure(current.place(), "expected " + what + ", found " + current.told());
    }

    static CimFailure failure(Place place, String rule) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, place + ": " + rule);
    }
}
