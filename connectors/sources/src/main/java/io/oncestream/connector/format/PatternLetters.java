package io.oncestream.connector.format;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern's runs of one letter, and what stands between them. */
final class PatternLetters {

    /** Texts in quotes, a run of one letter, which p pads, or a single other character. */
    private static final Pattern PART =
            Pattern.compile("'([^']|'')*'?|p*([A-Za-z])\\2*|.", Pattern.DOTALL);

    /** Parts of a date beside year and month: without them a year or a month has a first day. */
    private static final Pattern DAY_OR_WEEK = Pattern.compile("[DQqwWeEcFgY]+");

    /** As POSIX has it: 69 to 99 are of the 20th century, 00 to 68 of the 21st. */
    private static final int FIRST_OF_TWO_DIGITS = 1969;

    private final List<String> parts = new ArrayList<>();

    PatternLetters(String pattern) {
        Matcher matcher = PART.matcher(pattern);
        while (matcher.find()) {
            parts.add(matcher.group());
        }
    }

    boolean areOfCalendarMonths() {
        return parts.stream().noneMatch(part -> DAY_OR_WEEK.matcher(part).matches());
    }

    /** Of texts of any case, which must fit exactly. */
    DateTimeFormatter formatter() {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        parts.forEach(part -> append(builder, part));
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * Strict parsing needs an era with {@code y}, but none with {@code u}, which is the same year
     * from 1 on.
     */
    private void append(DateTimeFormatterBuilder builder, String part) {
        boolean era = parts.stream().anyMatch(other -> other.startsWith("G"));
        switch (part) {
            case "yy", "uu" ->
                    builder.appendValueReduced(
                            era && part.equals("yy") ? ChronoField.YEAR_OF_ERA : ChronoField.YEAR,
                            2,
                            2,
                            FIRST_OF_TWO_DIGITS);
            default -> {
                boolean year = !era && !part.startsWith("'");
                builder.appendPattern(year ? part.replace('y', 'u') : part);
            }
        }
    }
}
