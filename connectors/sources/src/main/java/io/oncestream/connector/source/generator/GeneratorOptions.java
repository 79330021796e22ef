package io.oncestream.connector.source.generator;

import io.oncestream.connector.source.UriParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which records are generated, and how fast.
 *
 * @param count how many there are; null: without end
 * @param rate records per second, of all subtasks together; null: as fast as possible
 */
public record GeneratorOptions<T>(
        Sequence<T> sequence, @Nullable Long count, @Nullable Double rate) {

    /** How a URI begins. */
    public static final String SCHEME = "gen:";

    static final double RATE_MAX = 1e9;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,9})?");

    /** Refuses what cannot be generated, with one line that carries the value. */
    public GeneratorOptions {
        check(
                rate == null || (rate > 0 && rate <= RATE_MAX),
                "rate is " + rate + ", but must be above 0 and at most " + (long) RATE_MAX);
        check(
                count == null || (count >= 1 && count <= sequence.length()),
                "count is %s, but must be 1 to %d: the sequence has no more"
                        .formatted(count, sequence.length()));
    }

    /**
     * Reads {@code gen:?count=N&rate=PER_SECOND} with the parameters of a kind of sequences; each
     * may be left out.
     *
     * @throws IllegalArgumentException on anything else, with one line that says what is right
     */
    public static <T> GeneratorOptions<T> of(String uri, SequenceKind<T> kind) {
        List<String> names = new ArrayList<>(kind.parameters());
        names.addAll(List.of("count", "rate"));
        String rest = uri.substring(SCHEME.length());
        if (!rest.isEmpty() && !rest.startsWith("?")) {
            throw new IllegalArgumentException(
                    "%s cannot be read: write gen:?NAME=VALUE&NAME=VALUE, with any of %s"
                            .formatted(uri, String.join(", ", names)));
        }
        UriParameters given =
                UriParameters.parse(SCHEME, rest.isEmpty() ? "" : rest.substring(1), names);
        return new GeneratorOptions<>(
                kind.of(given),
                given.value("count", Long::valueOf, "a whole number").orElse(null),
                given.value("rate", GeneratorOptions::decimal, "records per second, as 1000 or 0.5")
                        .orElse(null));
    }

    /** The index behind the last record. */
    public long end() {
        return count == null ? sequence.length() : count;
    }

    private static double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text);
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(SCHEME + " " + message);
        }
    }
}
