package io.oncestream.connector.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.util.TimeUtils;

/**
 * What follows the question mark of a source's URI: {@code NAME=VALUE&NAME=VALUE}, each name at
 * most once, percent-encoded where need be.
 */
public final class UriParameters {

    private final String scheme;
    private final Map<String, String> given;

    private UriParameters(String scheme, Map<String, String> given) {
        this.scheme = scheme;
        this.given = given;
    }

    /**
     * Takes them apart.
     *
     * @param scheme what errors begin with, as {@code gen:}
     * @param query what follows the question mark; empty when there is nothing
     * @param names all that there are
     * @throws IllegalArgumentException on anything else, with one line that lists the names
     */
    public static UriParameters parse(String scheme, String query, List<String> names) {
        Map<String, String> given = new HashMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            String[] words = parameter.split("=", 2);
            if (!names.contains(words[0])) {
                // Only what may be a name: all else may be a password.
                String shown =
                        words[0].matches("[A-Za-z-]*") ? "'" + words[0] + "'" : "what is there";
                throw new IllegalArgumentException(
                        "%s %s is not a parameter: write NAME=VALUE, with any of %s"
                                .formatted(scheme, shown, String.join(", ", names)));
            }
            if (given.put(words[0], words.length < 2 ? "" : decoded(scheme, words)) != null) {
                throw new IllegalArgumentException(
                        "%s %s is given twice: write each of %s at most once"
                                .formatted(scheme, words[0], String.join(", ", names)));
            }
        }
        return new UriParameters(scheme, given);
    }

    private static String decoded(String scheme, String[] words) {
        try {
            return decode(words[1]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s %s is '%s', whose percent signs are not followed by two hexadecimal digits"
                            .formatted(scheme, words[0], words[1]),
                    e);
        }
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * Whether a parameter that has no value is there.
     *
     * @throws IllegalArgumentException when it is there with a value, which would be ignored
     */
    public boolean has(String name) {
        String value = given.get(name);
        if (value != null && !value.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s %s takes no value: write %s, or leave it out"
                            .formatted(scheme, name, name));
        }
        return value != null;
    }

    /**
     * A duration, as {@code 1us} or as Flink's options take it; empty when it is not given.
     *
     * @throws IllegalArgumentException when it is none, with one line that names it
     */
    public Optional<Duration> duration(String name) {
        return value(
                name, UriParameters::parseDuration, "a duration, as 1us, 1ms, 1s, 5m, 1h or 1d");
    }

    private static Duration parseDuration(String text) {
        if (text.matches("[0-9 ]*")) {
            throw new NumberFormatException("without a unit, which Flink takes for milliseconds");
        }
        return text.matches("[0-9]{1,18}us")
                ? Duration.of(Long.parseLong(text.replace("us", "")), ChronoUnit.MICROS)
                : TimeUtils.parseDuration(text);
    }

    /**
     * The value of a parameter; empty when it is not given.
     *
     * @param parser refuses a value by an IllegalArgumentException or an ArithmeticException
     * @param form what the value must be, as {@code a whole number}
     * @throws IllegalArgumentException when the parser refuses it, with one line that names it
     */
    public <T> Optional<T> value(String name, Function<String, T> parser, String form) {
        String text = given.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "%s %s is '%s', but must be %s".formatted(scheme, name, text, form), e);
        }
    }
}
