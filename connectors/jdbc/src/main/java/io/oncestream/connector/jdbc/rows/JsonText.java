package io.oncestream.connector.jdbc.rows;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a text is JSON by RFC 8259, and such that each database takes it: MariaDB's
 * json_valid refuses more than 31 levels, PostgreSQL's jsonb the escapes of NUL and of half a
 * surrogate pair, and numbers of very many digits.
 */
final class JsonText {
    static final int LEVELS_MAX = 31;
    static final int DIGITS_MAX = 1000;

    private static final Pattern NUMBER =
            Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE]([+-]?[0-9]++))?");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u(\\p{XDigit}{4}))");

    private final String text;
    private int at;
    private @Nullable String fault;

    private JsonText(String text) {
        this.text = text;
    }

    /** What is wrong with it, in words; null where nothing is. */
    static @Nullable String fault(String text) {
        JsonText json = new JsonText(text);
        return json.value(0) && json.at == text.length() ? null : json.fault();
    }

    private String fault() {
        return fault == null
                ? "a text that is no JSON from its character %d on".formatted(at + 1)
                : fault;
    }

    private boolean refuse(String what) {
        fault = "JSON with " + what;
        return false;
    }

    /** Reads a value with the blanks around it. */
    private boolean value(int levels) {
        blanks();
        boolean read =
                switch (next()) {
                    case '{' -> container('}', levels + 1);
                    case '[' -> container(']', levels + 1);
                    case '"' -> string();
                    case 't' -> word("true");
                    case 'f' -> word("false");
                    case 'n' -> word("null");
                    default -> number();
                };
        blanks();
        return read;
    }

    private boolean container(char end, int levels) {
        if (levels > LEVELS_MAX) {
            return refuse("more than %d levels".formatted(LEVELS_MAX));
        }
        at++;
        blanks();
        if (take(end)) {
            return true;
        }
        do {
            if ((end == '}' && !name()) || !value(levels)) {
                return false;
            }
        } while (take(','));
        return take(end);
    }

    private boolean name() {
        blanks();
        if (!string()) {
            return false;
        }
        blanks();
        return take(':');
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        while (next() >= ' ' && next() != '"') {
            if (next() != '\\') {
                at++;
            } else if (!escape()) {
                return false;
            }
        }
        return take('"');
    }

    private boolean escape() {
        Matcher escape = ESCAPE.matcher(text).region(at, text.length());
        if (!escape.lookingAt()) {
            return false;
        }
        String hex = escape.group(1);
        char character = hex == null ? ' ' : (char) Integer.parseInt(hex, 16);
        if (character == 0) {
            return refuse("an escaped NUL character, which PostgreSQL does not store");
        }
        at = escape.end();
        return !Character.isSurrogate(character)
                || (Character.isHighSurrogate(character) && lowSurrogate())
                || refuse("half of an escaped surrogate pair, which is no character");
    }

    private boolean lowSurrogate() {
        Matcher escape = ESCAPE.matcher(text).region(at, text.length());
        if (!escape.lookingAt() || escape.group(1) == null) {
            return false;
        }
        at = escape.end();
        return Character.isLowSurrogate((char) Integer.parseInt(escape.group(1), 16));
    }

    private boolean number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            return false;
        }
        at = number.end();
        String exponent = number.group(1);
        // An exponent of more characters than an int's is as far out of range as one may be.
        boolean isFar =
                exponent != null
                        && (exponent.length() > 9
                                || Math.abs(Integer.parseInt(exponent)) > DIGITS_MAX);
        return (!isFar && number.end() - number.start() <= DIGITS_MAX)
                || refuse("a number of more than %d digits".formatted(DIGITS_MAX));
    }

    private boolean word(String word) {
        boolean read = text.startsWith(word, at);
        at += read ? word.length() : 0;
        return read;
    }

    private boolean take(char character) {
        boolean read = next() == character;
        at += read ? 1 : 0;
        return read;
    }

    private void blanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    /** The next character; NUL, which no JSON has, at the end. */
    private char next() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
