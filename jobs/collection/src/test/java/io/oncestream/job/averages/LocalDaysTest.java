package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2024-10-26T21:59:59.999Z, 2024-10-25T22:00:00Z, 24",
        "2024-10-26T22:00:00Z, 2024-10-26T22:00:00Z, 25",
        "2024-10-27T22:59:59.999Z, 2024-10-26T22:00:00Z, 25",
        "2024-03-31T12:00:00Z, 2024-03-30T23:00:00Z, 23",
        "1969-12-31T22:59:59Z, 1969-12-30T23:00:00Z, 24",
    })
    void aDayBeginsAtMidnightAndIsAsLongAsItIs(Instant time, Instant start, int hours) {
        assertThat(windows(1, 1, time))
                .containsExactly(window(start, start.plus(Duration.ofHours(hours))));
    }

    @Test
    void daysOverlapBySlidesOfDays() {
        assertThat(windows(3, 2, Instant.parse("1970-01-03T12:00:00Z")))
                .containsExactly(
                        window(
                                Instant.parse("1970-01-02T23:00:00Z"),
                                Instant.parse("1970-01-05T23:00:00Z")),
                        window(
                                Instant.parse("1969-12-31T23:00:00Z"),
                                Instant.parse("1970-01-03T23:00:00Z")));
    }

    /** Where clocks go forward at midnight a day begins at one o'clock. */
    @Test
    void aDayWithoutMidnightBeginsWithItsFirstHour() {
        LocalDays days = new LocalDays(ZoneId.of("America/Sao_Paulo"), 1, 1);
        assertThat(days.of(days.slice(Instant.parse("2018-11-04T03:00:00Z").toEpochMilli())))
                .containsExactly(
                        window(
                                Instant.parse("2018-11-04T03:00:00Z"),
                                Instant.parse("2018-11-05T02:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({"PT1H, PT1H, window is 1h", "P1D, PT12H, slide is 12h"})
    void otherWindowsThanOfDaysAreRefused(Duration window, Duration slide, String message) {
        assertThatThrownBy(() -> new AveragesConfig(window, slide, Duration.ZERO, BERLIN))
                .hasMessage(message + ": --align local needs whole days, as 1d or 7d");
    }

    private static List<TimeWindow> windows(int window, int slide, Instant time) {
        LocalDays days = new LocalDays(BERLIN, window, slide);
        return days.of(days.slice(time.toEpochMilli()));
    }

    private static TimeWindow window(Instant start, Instant end) {
        return new TimeWindow(start.toEpochMilli(), end.toEpochMilli());
    }
}
