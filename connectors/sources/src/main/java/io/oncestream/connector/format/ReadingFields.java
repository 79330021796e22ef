package io.oncestream.connector.format;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What the fields of a reading must be, in whatever format they are written.
 *
 * <p>Numbers are finite and in decimal notation, blanks around them ignored. A key is taken as it
 * stands, the empty one too, up to 512 code points without NUL.
 */
final class ReadingFields implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int QUOTED_CHARS_MAX = 60;

    private final TimeFormat timeFormat;
    private final MaxAhead maxAhead;

    /** What a place of the format is called in errors. */
    private final String place;

    ReadingFields(TimeFormat timeFormat, MaxAhead maxAhead, String place) {
        this.timeFormat = timeFormat;
        this.maxAhead = maxAhead;
        this.place = place;
    }

    String key(String text) throws BadFieldException {
        if (text.length() > ReadingDecoder.KEY_LENGTH_MAX) {
            int length = text.codePointCount(0, text.length());
            if (length > ReadingDecoder.KEY_LENGTH_MAX) {
                throw new BadFieldException(
                        "key of %d characters is over %d"
                                .formatted(length, ReadingDecoder.KEY_LENGTH_MAX));
            }
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadFieldException("key holds a NUL character");
        }
        return text;
    }

    /**
     * @param column where the text stands, for the error
     */
    Instant time(String text, String column) throws BadFieldException {
        Instant time;
        try {
            time = timeFormat.parse(text);
        } catch (DateTimeException e) {
            throw bad("time", text, column, String.valueOf(e.getMessage()));
        }
        if (maxAhead.isExceededBy(time)) {
            throw bad("time", text, column, maxAhead.reason());
        }
        return time;
    }

    double number(String what, String text, String column) throws BadFieldException {
        String digits = text.strip();
        if (DecimalNumber.isOne(digits)) {
            double number = Double.parseDouble(digits);
            if (Double.isFinite(number)) {
                return number;
            }
        }
        throw bad(what, digits, column, "is not a finite number");
    }

    private BadFieldException bad(String what, String text, String column, String why) {
        String shown = Utf8.cut(text.replace('\0', '\uFFFD'), QUOTED_CHARS_MAX);
        String more = shown.length() < text.length() ? "..." : "";
        return new BadFieldException(
                "%s \"%s%s\" in %s %s %s".formatted(what, shown, more, place, column, why));
    }
}
