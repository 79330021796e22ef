package io.oncestream.connector.jdbc.rows;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a Java text can hold and no database, or not this one, stores as it is. */
public final class StorableText {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private final Charset charset;

    /** Of the characters that the database stores; null where these are all. */
    private final @Nullable CharsetEncoder encoder;

    /** Of a database that stores the characters of this one. */
    public StorableText(Charset charset) {
        this.charset = charset;
        encoder = charset.equals(StandardCharsets.UTF_8) ? null : charset.newEncoder();
    }

    /** What is wrong with it, such as "a text with a NUL character"; null where nothing is. */
    public @Nullable String fault(String text) {
        if (text.indexOf('\0') >= 0) {
            return "a text with a NUL character, which no sink stores";
        }
        if (hasHalfAPair(text)) {
            // Its UTF-8 would be a question mark, and different keys would become one.
            return "a text with half of a surrogate pair, which is no character";
        }
        return encoder == null || encoder.canEncode(text) ? null : unknown(text, encoder);
    }

    /** The same text with what cannot be stored as its numbers, as in a Java or JSON text. */
    public String escaped(String text) {
        if (fault(text) == null) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(
                        one -> {
                            if (fault(one) == null) {
                                escaped.append(one);
                            } else {
                                one.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
                            }
                        });
        return escaped.toString();
    }

    /** The same of the characters that a JSON text writes as their numbers. */
    @Nullable String faultOfEscapes(String json) {
        if (encoder == null) {
            return null;
        }
        StringBuilder escaped = new StringBuilder();
        Matcher escape = ESCAPE.matcher(json);
        while (escape.find()) {
            escaped.append((char) Integer.parseInt(escape.group(1), 16));
        }
        return fault(escaped.toString());
    }

    private String unknown(String text, CharsetEncoder known) {
        int character =
                text.codePoints()
                        .filter(one -> !known.canEncode(Character.toString(one)))
                        .findFirst()
                        .orElseThrow();
        return "a text with the character %s (U+%04X), and the database stores texts in %s alone"
                .formatted(Character.toString(character), character, charset);
    }

    private static boolean hasHalfAPair(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int codePoint = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }
}
