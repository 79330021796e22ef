package io.oncestream.connector.format;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fields whose times are looked at: whether what was taken for seconds may be a date each time. */
final class WatchedTimes implements Fields {

    private final TextFields fields;
    private @Nullable String date;

    WatchedTimes(TextFields fields) {
        this.fields = fields;
    }

    /** What the last time that was asked for may be as a date, for a person; null: nothing. */
    @Nullable String date() {
        return date;
    }

    @Override
    public Instant instant(int field) throws BadFieldException {
        return watched(field, fields.instant(field));
    }

    @Override
    public Instant eventTime(int field) throws BadFieldException {
        return watched(field, fields.eventTime(field));
    }

    private Instant watched(int field, Instant time) throws BadFieldException {
        String text = fields.read(field).strip();
        date =
                fields.guessesTimes() && text.equals(Long.toString(time.getEpochSecond()))
                        ? CompactDate.inColumn(text)
                                .map(
                                        meaning ->
                                                "\"%s\": give --time-format %s, or epoch-seconds for %s"
                                                        .formatted(text, meaning, time))
                                .orElse(null)
                        : null;
        return time;
    }

    @Override
    public String text(int field, int charactersMax) throws BadFieldException {
        return fields.text(field, charactersMax);
    }

    @Override
    public boolean isThere(int field) throws BadFieldException {
        return fields.isThere(field);
    }

    @Override
    public @Nullable String textIfThere(int field, int charactersMax) throws BadFieldException {
        return fields.textIfThere(field, charactersMax);
    }

    @Override
    public double number(int field) throws BadFieldException {
        return fields.number(field);
    }

    @Override
    public long integer(int field) throws BadFieldException {
        return fields.integer(field);
    }

    @Override
    public BigDecimal decimal(int field) throws BadFieldException {
        return fields.decimal(field);
    }

    @Override
    public boolean bool(int field) throws BadFieldException {
        return fields.bool(field);
    }
}
