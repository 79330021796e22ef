package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

    @Test
    void aNumberThatMayBeADateWithoutSeparatorsIsRefused() {
        assertThatThrownBy(() -> RECOGNISED.parse("20200131"))
                .hasMessageContaining("--time-format yyyyMMdd");
        assertThat(new TimeFormat("yyyyMMdd", ZoneOffset.UTC).parse("20200131"))
                .isEqualTo(Instant.parse("2020-01-31T00:00:00Z"));
        assertThat(RECOGNISED.parse("20200131.0")).isEqualTo(Instant.ofEpochSecond(20_200_131));
        assertThat(RECOGNISED.parse("20201331")).isEqualTo(Instant.ofEpochSecond(20_201_331));
    }

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TimeFormat RECOGNISED = new TimeFormat(null, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2001-12-31, 2001-12-31T00:00:00Z",
        "2001-12-31T23:59, 2001-12-31T23:59:00Z",
        "2001-12-31 23:59, 2001-12-31T23:59:00Z",
        "' 2001-12-31T23:59:58 ', 2001-12-31T23:59:58Z",
        "2001-12-31T23:59:58.5, 2001-12-31T23:59:58.5Z",
        "'2001-12-31T23:59:58,5', 2001-12-31T23:59:58.5Z",
        "2001-12-31T23:59:58.123456789, 2001-12-31T23:59:58.123456789Z",
        "2001-12-31T23:59:58.1234567891, 2001-12-31T23:59:58.123456789Z",
        "2001-12-31T23:59:58Z, 2001-12-31T23:59:58Z",
        "2001-12-31T23:59Z, 2001-12-31T23:59:00Z",
        "2001-12-31T23:59:58+01:30, 2001-12-31T22:29:58Z",
        "2001-12-31T23:59:58-0130, 2002-01-01T01:29:58Z",
        "2001-12-31 23:59:58.5+01, 2001-12-31T22:59:58.5Z",
        "0001-01-01, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999, 9999-12-31T23:59:59.999999999Z",
        "0, 1970-01-01T00:00:00Z",
        "1009843199, 2001-12-31T23:59:59Z",
        "1009843199.25, 2001-12-31T23:59:59.25Z",
        "1009843199.1234567899, 2001-12-31T23:59:59.123456789Z",
        "1009843199250, 2001-12-31T23:59:59.25Z",
        "1009843199250.5, 2001-12-31T23:59:59.2505Z",
        "1.009843199e9, 2001-12-31T23:59:59Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "1e-999, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59Z",
        "-0.5, 1969-12-31T23:59:59.5Z",
        "-0.0000000001, 1969-12-31T23:59:59.999999999Z",
        "-62135596800, 0001-01-01T00:00:00Z",
    })
    void isoAndEpochTimesAreRecognised(String text, Instant time) {
        assertThat(RECOGNISED.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2001-02-30",
                "2001-13-01",
                "2001-12-31T24:00",
                "2001-12-31T23:59:60",
                "2001-12-31T",
                "2001-12-31T23",
                "2001-12-31T23:5",
                "2001-12-31T23:59:58.",
                "2001-12-31T23:59:58+",
                "2001-12-31T23:59:58+1",
                "2001-12-31T23:59:58+01:",
                "2001-12-31T23:59:58+19:00",
                "2001-12-31T23:59:58Zx",
                "2001-12-31x23:59",
                "2001-12-3\u0661",
                "0000-01-01",
                "2001/12/31",
                "NaN",
                "0x10",
                "1d",
                "1009843199250000",
                "253402300800000",
                "-62135596801000",
                "1e999999999",
                "1e-999999999",
                "1e-999999999999",
                "1e999",
                "99999999999999999999999999999999",
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> RECOGNISED.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aReasonFollowsTheTextInASentence() {
        assertThatThrownBy(() -> RECOGNISED.parse("2001-02-30"))
                .hasMessage("is no such time: Invalid date 'FEBRUARY 30'");
        assertThatThrownBy(() -> new TimeFormat("yyyy/MM/dd", BERLIN).parse("2001/02/30"))
                .hasMessageStartingWith("does not fit the time format yyyy/MM/dd")
                .hasMessageEndingWith("Invalid date 'FEBRUARY 30'");
    }

    @Property
    void whatJavaWritesAsIsoIsReadAsTheSame(
            @ForAll @LongRange(min = -60_000_000_000L, max = 250_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = -17, max = 17) int hours) {
        OffsetDateTime time =
                Instant.ofEpochSecond(second, nano).atOffset(ZoneOffset.ofHours(hours));
        assertThat(RECOGNISED.parse(time.toString())).isEqualTo(time.toInstant());
        String epoch = "%d.%09d".formatted(Math.abs(second), nano);
        if (Math.abs(second) < 100_000_000_000L) {
            assertThat(RECOGNISED.parse(epoch))
                    .isEqualTo(Instant.ofEpochSecond(Math.abs(second), nano));
        }
    }

    @Property
    void localTimesOfAZoneAreReadAsJavaDoes(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        if (!BERLIN.getRules().getValidOffsets(time).isEmpty()) {
            assertThat(new TimeFormat(null, BERLIN).parse(time.toString()))
                    .isEqualTo(time.atZone(BERLIN).toInstant());
        }
    }

    @Test
    void aTimeThatClocksSkipIsRefusedAndOneTheyShowTwiceIsTheFirst() {
        for (TimeFormat format :
                new TimeFormat[] {
                    new TimeFormat(null, BERLIN), new TimeFormat("yyyy-MM-dd HH:mm", BERLIN)
                }) {
            assertThatThrownBy(() -> format.parse("2001-03-25 02:30"))
                    .hasMessage("is no time in Europe/Berlin: clocks skip it there");
            assertThat(format.parse("2001-10-28 02:30")).isEqualTo("2001-10-28T00:30:00Z");
        }
        assertThatThrownBy(
                        () ->
                                new TimeFormat("yyyy-MM-dd HH:mm VV", ZoneOffset.UTC)
                                        .parse("2001-03-25 02:30 Europe/Berlin"))
                .hasMessageContaining("clocks skip it");
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy/MM/dd HH:mm, 2001/12/31 23:59, 2001-12-31T23:59:00Z",
        "yyyy/MM/dd, 2001/12/31, 2001-12-31T00:00:00Z",
        "yyyyMMddHHmmssSSS, 20011231235958123, 2001-12-31T23:59:58.123Z",
        "uuuu-MM-dd, 2001-12-31, 2001-12-31T00:00:00Z",
        "d.M.yy H:mm, 1.2.01 3:04, 2001-02-01T03:04:00Z",
        "MM/dd/yyyy hh:mm a, 12/31/2001 11:59 pm, 2001-12-31T23:59:00Z",
        "d MMM yyyy, 3 feb 2001, 2001-02-03T00:00:00Z",
        "d MMMM yyyy, 3 February 2001, 2001-02-03T00:00:00Z",
        "'yyyy-MM-dd''T''HH:mm:ssXXX', 2001-12-31T23:59:58+01:00, 2001-12-31T22:59:58Z",
        "yyyy-MM-dd HH:mm VV, 2001-12-31 23:59 Europe/Berlin, 2001-12-31T22:59:00Z",
        "'yyyy-MM-dd[ HH:mm[:ss]]', 2001-12-31 23:59, 2001-12-31T23:59:00Z",
        "'yyyy-MM-dd[ HH:mm[:ss]]', 2001-12-31, 2001-12-31T00:00:00Z",
        "'''year'' yyyy DDD', year 2001 032, 2001-02-01T00:00:00Z",
        "yyyy-MM-dd G, 2001-12-31 AD, 2001-12-31T00:00:00Z",
    })
    void patternsDescribeTimes(String pattern, String text, Instant time) {
        assertThat(new TimeFormat(pattern, ZoneOffset.UTC).parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy/MM/dd HH:mm, 2001/02/30 10:00",
        "yyyy/MM/dd HH:mm, 2001/02/03 24:00",
        "yyyy/MM/dd HH:mm, 2001/02/03",
        "yyyy/MM/dd, 2001/02/03 10:00",
        "yyyy/MM/dd, 0000/02/03",
    })
    void whatDoesNotFitThePatternIsRefused(String pattern, String text) {
        assertThatThrownBy(() -> new TimeFormat(pattern, ZoneOffset.UTC).parse(text))
                .isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "yyyy-MM-dd 'T",
                "HH:mm",
                "yyyy-mm-dd",
                "YYYY-MM-dd",
                "yyyy-MM-dd hh:mm",
                "yyyy-MM-dd mm:ss",
            })
    void aPatternThatGivesNoPointInTimeIsRefusedAtOnceWithAnExample(String pattern) {
        assertThatThrownBy(() -> new TimeFormat(pattern, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("time format \"" + pattern + "\" cannot be used: ")
                .hasMessageEndingWith("; an example is yyyy-MM-dd HH:mm:ss")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFormatStillReadsAfterItsJourney() throws IOException, ClassNotFoundException {
        TimeFormat format = InstantiationUtil.clone(new TimeFormat("yyyy/MM/dd", BERLIN));
        assertThat(format.parse("2001/12/31")).isEqualTo("2001-12-30T23:00:00Z");
        assertThat(DateTimeFormatter.ISO_INSTANT.format(format.parse("2001/07/01")))
                .isEqualTo("2001-06-30T22:00:00Z");
    }
}
