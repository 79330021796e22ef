package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What texts must be to be a number, a time and so on, in whatever format they are written. */
abstract class TextFields implements Fields {

    private static final int QUOTED_CHARS_MAX = 60;

    private final List<WantedColumn> columns;
    private final FieldRules rules;

    /** What a place of the format is called in errors. */
    private final String place;

    TextFields(List<WantedColumn> columns, FieldRules rules, String place) {
        this.columns = columns;
        this.rules = rules;
        this.place = place;
    }

    /** What {@link #number} gives for a field, where that is soon found out; else NaN. */
    double usualNumber(int field) {
        return Double.NaN;
    }

    /** What {@link #instant} gives for a field, where that is soon found out. */
    @Nullable Instant usualTime(int field) {
        return null;
    }

    /** Whether a record has that field, or, in CSV, anything in it. */
    @Override
    public abstract boolean isThere(int field) throws BadFieldException;

    /** The text of a field as it was read. */
    abstract String read(int field) throws BadFieldException;

    final String name(int field) {
        return columns.get(field).name();
    }

    final boolean isNullable(int field) {
        return columns.get(field).nullable();
    }

    final String use(int field) {
        return columns.get(field).use();
    }

    @Override
    public String text(int field, int charactersMax) throws BadFieldException {
        String text = read(field);
        if (text.length() > charactersMax) {
            int length = text.codePointCount(0, text.length());
            if (length > charactersMax) {
                throw new BadFieldException(
                        "%s of %d characters is over %d"
                                .formatted(use(field), length, charactersMax));
            }
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadFieldException(use(field) + " holds a NUL character");
        }
        return text;
    }

    @Override
    public final @Nullable String textIfThere(int field, int charactersMax)
            throws BadFieldException {
        return isThere(field) ? text(field, charactersMax) : null;
    }

    @Override
    public final Instant instant(int field) throws BadFieldException {
        Instant usual = guessesTimes() ? usualTime(field) : null;
        if (usual != null) {
            return usual;
        }
        String text = read(field);
        try {
            return rules.times().parse(text);
        } catch (DateTimeException e) {
            String why = reason(field, text, String.valueOf(e.getMessage()));
            throw e instanceof UnclearTimeException
                    ? BadFieldException.ofUnclearTime(why)
                    : new BadFieldException(why);
        }
    }

    @Override
    public final Instant eventTime(int field) throws BadFieldException {
        Instant time = instant(field);
        if (rules.maxAhead().isExceededBy(time)) {
            throw bad(field, read(field), rules.maxAhead().reason());
        }
        return time;
    }

    @Override
    public final double number(int field) throws BadFieldException {
        double usual = rules.numbers().isPlain() ? usualNumber(field) : Double.NaN;
        if (!Double.isNaN(usual)) {
            return usual;
        }
        String digits = digits(field);
        if (DecimalNumber.isOne(digits)) {
            double number = Double.parseDouble(digits);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw bad(field, read(field).strip(), "is not a finite number");
    }

    @Override
    public final long integer(int field) throws BadFieldException {
        String digits = digits(field);
        try {
            if (DecimalNumber.isWhole(digits)) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // Of more than 64 bits.
        }
        throw bad(field, read(field).strip(), "is not a whole number of 64 bits");
    }

    @Override
    public final BigDecimal decimal(int field) throws BadFieldException {
        String digits = digits(field);
        try {
            return DecimalNumber.parse(digits);
        } catch (NumberFormatException e) {
            throw bad(field, read(field).strip(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public final boolean bool(int field) throws BadFieldException {
        String text = readBool(field).strip();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw bad(field, text, "is neither true nor false");
    }

    /** Whether nobody has said what times are. */
    final boolean guessesTimes() {
        return rules.times().guesses();
    }

    private String digits(int field) throws BadFieldException {
        String text = read(field).strip();
        String decimal = hasPoint(field) ? text : rules.numbers().decimal(text);
        if (rules.numbers().isMissing(text, decimal)) {
            throw BadFieldException.ofMissing(use(field) + " is missing");
        }
        return decimal;
    }

    /** Whether the format itself says how that number is written. */
    boolean hasPoint(int field) {
        return false;
    }

    /** Where a format has booleans of its own, as that is written. */
    String readBool(int field) throws BadFieldException {
        return read(field);
    }

    private BadFieldException bad(int field, String text, String why) {
        return new BadFieldException(reason(field, text, why));
    }

    private String reason(int field, String text, String why) {
        String shown = Utf8.cut(text.replace('\0', '\uFFFD'), QUOTED_CHARS_MAX);
        String more = shown.length() < text.length() ? "..." : "";
        return "%s \"%s%s\" in %s %s %s"
                .formatted(use(field), shown, more, place, name(field), why);
    }
}
