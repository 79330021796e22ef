package io.oncestream.connector.format;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Dates and times without separators. Where as many digits may be an epoch they are of the years
 * 1880 to 2099: earlier years would be the seconds of today. A 24th hour is the end of a day.
 *
 * @param pattern as {@code --time-format} takes it
 */
record CompactDate(String pattern, Pattern digits, TimePattern reader) {

    private static final List<CompactDate> ALL =
            Stream.of(
                            "yyyy",
                            "yyyyMM",
                            "yyMMdd",
                            "yyyyDDD",
                            "yyyyMMdd",
                            "ddMMyyyy",
                            "MMddyyyy",
                            "yyyyDDDHH",
                            "yyyyMMddHH",
                            "yyyyDDDHHmm",
                            "yyyyMMddHHmm",
                            "yyMMddHHmmss",
                            "ddMMyyyyHHmm",
                            "MMddyyyyHHmm",
                            "yyyyDDDHHmmss",
                            "yyyyMMddHHmmss",
                            "ddMMyyyyHHmmss",
                            "MMddyyyyHHmmss",
                            "yyyyMMddHHmmssSSS")
                    .map(CompactDate::of)
                    .toList();

    /**
     * Those of ten digits of which some are the seconds of recent years, or of these: one number
     * says nothing, a whole column does.
     */
    private static final List<CompactDate> OF_COLUMNS =
            Stream.of("ddMMyyyyHH", "MMddyyyyHH", "yyMMddHHmm").map(CompactDate::of).toList();

    /** 20240131.0, as tables with gaps write whole numbers. */
    private static final Pattern DIGITS_AND_ZEROS = Pattern.compile("(\\d+)((?:\\.0*)?)");

    private static final String YEAR_OF_EPOCHS = "(18[89]|19\\d|20\\d)\\d";

    /** Whether as many digits may be seconds or milliseconds too. */
    private static boolean isOfEpochs(String pattern) {
        int digits = pattern.length();
        return digits == 9 || digits == 10 || digits == 12 || digits == 13;
    }

    private static CompactDate of(String pattern) {
        String digits =
                pattern.replace("yyyy", isOfEpochs(pattern) ? YEAR_OF_EPOCHS : "[12]\\d{3}")
                        .replace("yy", "\\d\\d")
                        .replace("MM", "(0[1-9]|1[0-2])")
                        .replace("DDD", "([0-2]\\d\\d|3[0-5]\\d|36[0-6])")
                        .replace("dd", "(0[1-9]|[12]\\d|3[01])")
                        .replace("HH", "([01]\\d|2[0-4])")
                        .replace("mm", "[0-5]\\d")
                        .replace("ss", "[0-5]\\d")
                        .replace("SSS", "\\d{3}");
        return new CompactDate(pattern, Pattern.compile(digits), new TimePattern(pattern));
    }

    /** Those that the digits read as. */
    static Stream<CompactDate> in(String digits) {
        return ALL.stream()
                .filter(date -> date.pattern.length() == digits.length())
                .filter(date -> date.digits.matcher(digits).matches());
    }

    /** What a text that was taken for seconds may be where all of its column may; for a person. */
    static Optional<String> inColumn(String digits) {
        return OF_COLUMNS.stream()
                .filter(date -> date.digits.matcher(digits).matches())
                .flatMap(date -> date.meaning(digits, "").stream())
                .findFirst();
    }

    /** What the text may name, for a person; empty where no calendar has it. */
    static Stream<Optional<String>> meanings(String text) {
        Matcher parts = DIGITS_AND_ZEROS.matcher(text);
        if (!parts.matches()) {
            return Stream.empty();
        }
        String zeros = parts.group(2);
        String literal = zeros.isEmpty() ? "" : "'" + zeros + "'";
        return in(parts.group(1)).map(date -> date.meaning(parts.group(1), literal));
    }

    private Optional<String> meaning(String text, String literal) {
        try {
            LocalDateTime time =
                    LocalDateTime.ofInstant(reader.parse(text, TimePattern.UTC), ZoneOffset.UTC);
            return Optional.of(pattern + literal + " for " + time);
        } catch (NoSuchTimeException e) {
            return Optional.empty();
        }
    }
}
