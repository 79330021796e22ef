package io.oncestream.connector.format;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * How numbers are written.
 *
 * @param point what stands in front of a fraction: {@code .} or {@code ,}
 * @param missing what stands where there is no number, compared as text and as number
 */
public record NumberFormat(char point, List<String> missing) implements Serializable {

    public static final NumberFormat DEFAULT = new NumberFormat('.', List.of());

    /** Refuses another point, by an {@link IllegalArgumentException}. */
    public NumberFormat {
        if (point != '.' && point != ',') {
            throw new IllegalArgumentException(
                    "--decimal is '" + point + "', but must be . or , (in quotes)");
        }
        missing = List.copyOf(missing);
    }

    /**
     * Reads a list of what stands where there is no number. With decimal commas it has semicolons
     * between its parts; a comma in what is no number is refused, by an {@link
     * IllegalArgumentException}: it would part two.
     */
    public static NumberFormat of(char point, String missing) {
        List<String> parts =
                Arrays.stream(missing.split(point == ',' ? ";" : ",", -1))
                        .map(String::strip)
                        .toList();
        NumberFormat format = new NumberFormat(point, parts);
        for (String part : parts) {
            if (part.indexOf(',') >= 0 && !DecimalNumber.isOne(format.decimal(part))) {
                throw new IllegalArgumentException(
                        "--missing has \"%s\", which is no number: with --decimal , its values are separated by semicolons, as in '-200;-99,9;NA'"
                                .formatted(part));
            }
        }
        return format;
    }

    /** The number with a point; with decimal commas a point is refused: it parts thousands. */
    String decimal(String text) {
        if (point == '.') {
            return text;
        }
        return text.indexOf('.') < 0 ? text.replace(point, '.') : "";
    }

    /** Whether a text of digits and a point is that number, whatever it is. */
    boolean isPlain() {
        return point == '.' && missing.isEmpty();
    }

    /**
     * Whether there is no number.
     *
     * @param text as it stands
     * @param decimal the same with a point
     */
    boolean isMissing(String text, String decimal) {
        for (String none : missing) {
            if (none.equals(text) || isSame(decimal(none), decimal)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(String none, String decimal) {
        return DecimalNumber.isOne(none)
                && DecimalNumber.isOne(decimal)
                && Double.parseDouble(none) == Double.parseDouble(decimal);
    }
}
