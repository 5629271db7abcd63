package dev.ferry.cim.wql;

/** One word of a query; for a string its content, for a path what stands between the braces. */
record QueryToken(Kind kind, String text, int at) {
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SYMBOL,
        PATH,
        END
    }

    boolean is(String word) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    String told() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "a string";
            case PATH -> "a path";
            case NAME, NUMBER, SYMBOL -> "'" + text + "'";
        };
    }
}
