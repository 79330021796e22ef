package io.oncestream.connector.format;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The wanted columns of one CSV row at a time. A row with fewer fields than a wanted column needs
 * cannot be used, and neither can one with more fields than the header has: which of them are
 * shifted cannot be told.
 */
final class CsvFields extends TextFields {

    private final RecentTexts texts = new RecentTexts();
    private @Nullable CsvRow row;

    CsvFields(List<WantedColumn> columns, FieldRules rules) {
        super(columns, rules, "column");
    }

    /** Takes the row as the one that this is from now on. */
    CsvFields of(CsvRow next) throws BadFieldException {
        row = next;
        String broken = next.broken();
        if (broken != null) {
            throw new BadFieldException(broken);
        }
        if (next.fields() > next.headerFields()) {
            throw new BadFieldException(
                    "the row has %d fields, the header %d"
                            .formatted(next.fields(), next.headerFields()));
        }
        return this;
    }

    @Override
    public boolean isThere(int field) throws BadFieldException {
        return Objects.requireNonNull(row).position(field) >= 0 && !read(field).isEmpty();
    }

    @Override
    String read(int field) throws BadFieldException {
        CsvRow current = Objects.requireNonNull(row);
        String text = current.text(field);
        if (text == null) {
            throw new BadFieldException(
                    "the row has %d fields, column %s is the %s"
                            .formatted(
                                    current.fields(),
                                    name(field),
                                    ordinal(current.position(field) + 1)));
        }
        return text;
    }

    @Override
    public String text(int field, int charactersMax) throws BadFieldException {
        CsvRow current = Objects.requireNonNull(row);
        int start = current.start(field);
        if (start < 0) {
            return super.text(field, charactersMax);
        }
        String known = texts.find(current.bytes(), start, current.end(field));
        if (known != null && known.length() <= charactersMax) {
            return known;
        }
        String text = super.text(field, charactersMax);
        texts.add(text, current.bytes(), start, current.end(field));
        return text;
    }

    @Override
    double usualNumber(int field) {
        CsvRow current = Objects.requireNonNull(row);
        int start = current.start(field);
        return start < 0
                ? Double.NaN
                : UsualNumber.parse(current.bytes(), start, current.end(field));
    }

    @Override
    @Nullable Instant usualTime(int field) {
        CsvRow current = Objects.requireNonNull(row);
        int start = current.start(field);
        return start < 0 ? null : UsualTime.parse(current.bytes(), start, current.end(field));
    }

    private static String ordinal(int number) {
        boolean teen = number / 10 % 10 == 1;
        String suffix =
                switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return number + suffix;
    }
}
