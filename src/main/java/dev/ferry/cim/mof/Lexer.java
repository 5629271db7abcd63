package dev.ferry.cim.mof;

import dev.ferry.cim.CimFailure;
import dev.ferry.cim.CimStatus;
import dev.ferry.cim.value.Names;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts MOF into words. Comments and blanks fall away; a string's escapes are resolved. */
final class Lexer {
    private static final String SYMBOLS = "{}[]();:,=";
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:0[xX][0-9a-fA-F]+|\\d*\\.\\d+(?:[eE][+-]?\\d+)?|[0-9]+[bB]?)");
    private static final int DIGITS_MAX = 100;

    private final String source;
    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Lexer(MofSource source) {
        this.source = source.name();
        this.text = source.text();
        this.at = text.startsWith("\uFEFF") ? 1 : 0;
        this.lineStart = at;
    }

    Token next() throws CimFailure {
        skipBlanksAndComments();
        Place place = place();
        if (at >= text.length()) {
            return new Token(Token.Kind.END, "", place);
        }
        char c = text.charAt(at);
        if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            return new Token(Token.Kind.SYMBOL, String.valueOf(c), place);
        }
        if (Names.isStart(c)) {
            return new Token(Token.Kind.NAME, name(), place);
        }
        if (c == '"' || c == '\'') {
            at++;
            return quoted(c, place);
        }
        if (c == '#' || c == '$') {
            at++;
            String name = name();
            if (!Names.isName(name)) {
                throw failure(place, "expected a name after '" + c + "'");
            }
            return new Token(c == '#' ? Token.Kind.DIRECTIVE : Token.Kind.ALIAS, name, place);
        }
        return number(place);
    }

    private Token quoted(char quote, Place place) throws CimFailure {
        StringBuilder content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                throw failure(place(), "a quote must be closed on the line where it is opened");
            }
            Place escape = place();
            at++;
            content.append(c == '\\' ? escape(escape) : c);
        }
        if (at >= text.length()) {
            throw failure(place, "this quote is never closed");
        }
        at++;
        if (quote == '"') {
            return new Token(Token.Kind.STRING, content.toString(), place);
        }
        if (content.length() != 1) {
            throw failure(place, "between single quotes there must be one character");
        }
        return new Token(Token.Kind.CHARACTER, content.toString(), place);
    }

    private char escape(Place place) throws CimFailure {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            case '"', '\'', '\\' -> c;
            case 'x', 'X' -> hexEscape(place);
            default ->
                throw failure(
                        place, "expected one of b t n f r x \" ' \\ after the backslash; a backslash itself is \\\\");
        };
    }

    private char hexEscape(Place place) throws CimFailure {
        int from = at;
        while (at < text.length() && at - from < 4 && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        if (at == from) {
            throw failure(place, "expected one to four hexadecimal digits after \\x");
        }
        return (char) Integer.parseInt(text.substring(from, at), 16);
    }

    private Token number(Place place) throws CimFailure {
        Matcher matcher = NUMBER.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw failure(place, "did not expect the character '" + printable(text.charAt(at)) + "'");
        }
        String digits = matcher.group();
        at = matcher.end();
        boolean runsOn = at < text.length() && Names.isPart(text.charAt(at));
        if (runsOn || digits.length() > DIGITS_MAX) {
            throw failure(place, "expected a number");
        }
        return digits.indexOf('.') >= 0
                ? new Token(Token.Kind.REAL, digits, place)
                : new Token(Token.Kind.WHOLE, decimal(digits, place), place);
    }

    private static String decimal(String digits, Place place) throws CimFailure {
        boolean isSigned = digits.startsWith("-") || digits.startsWith("+");
        String size = isSigned ? digits.substring(1) : digits;
        char last = size.charAt(size.length() - 1);
        boolean isHex = size.startsWith("0x") || size.startsWith("0X");
        boolean isBinary = !isHex && (last == 'b' || last == 'B');
        boolean isOctal = !isHex && !isBinary && size.length() > 1 && size.startsWith("0");
        int radix = isHex ? 16 : isBinary ? 2 : isOctal ? 8 : 10;
        String pure = isHex ? size.substring(2) : isBinary ? size.substring(0, size.length() - 1) : size;
        try {
            BigInteger number = new BigInteger(pure, radix);
            return (digits.startsWith("-") ? number.negate() : number).toString();
        } catch (NumberFormatException e) {
            throw new CimFailure(
                    CimStatus.INVALID_PARAMETER, place + ": expected digits of base " + radix + " in " + digits, e);
        }
    }

    private String name() {
        int from = at;
        while (at < text.length() && Names.isPart(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    private void skipBlanksAndComments() throws CimFailure {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (Character.isWhitespace(c) || c == '\uFEFF' || c == '\0') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                skipComment();
            } else {
                return;
            }
        }
    }

    private void skipComment() throws CimFailure {
        Place place = place();
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw failure(place, "this comment is never closed");
        }
        for (; at < end + 2; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private Place place() {
        return new Place(source, line, at - lineStart + 1);
    }

    private static String printable(char c) {
        return Character.isISOControl(c) || Character.isSurrogate(c)
                ? "\\x" + Integer.toHexString(c)
                : String.valueOf(c);
    }

    private static CimFailure failure(Place place, String rule) {
        return new CimFailure(CimStatus.INVALID_PARAMETER, place + ": " + rule);
    }
}
