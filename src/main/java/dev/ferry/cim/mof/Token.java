package dev.ferry.cim.mof;

/** One word of MOF: for a string its content, for a number its decimal digits, else what is written. */
record Token(Kind kind, String text, Place place) {
    enum Kind {
        NAME,
        STRING,
        CHARACTER,
        WHOLE,
        REAL,
        SYMBOL,
        DIRECTIVE,
        ALIAS,
        END
    }

    boolean is(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean is(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    /** For a sentence: what was found instead. */
    String told() {
        return switch (kind) {
            case END -> "the end of the text";
            case STRING -> "a string";
            case CHARACTER -> "a character";
            case DIRECTIVE -> "'#" + text + "'";
            case ALIAS -> "'$" + text + "'";
            case NAME, WHOLE, REAL, SYMBOL -> "'" + text + "'";
        };
    }
}
