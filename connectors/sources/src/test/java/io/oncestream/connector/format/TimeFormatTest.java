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
import java.util.List;
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

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final TimeFormat RECOGNISED = new TimeFormat(null, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2001-12, 2001-12-01T00:00:00Z",
        "2001-12-31, 2001-12-31T00:00:00Z",
        "2001-12-31T24:00, 2002-01-01T00:00:00Z",
        "2001-12-31 24:00:00.0, 2002-01-01T00:00:00Z",
        "2001-12-31T24:00-01:00, 2002-01-01T01:00:00Z",
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
        "1009843199, 2001-12-31T23:59:59Z",
        "1009843199.25, 2001-12-31T23:59:59.25Z",
        "1009843199.1234567899, 2001-12-31T23:59:59.123456789Z",
        "1009843199250, 2001-12-31T23:59:59.25Z",
        "1009843199250.5, 2001-12-31T23:59:59.2505Z",
        "100000000, 1973-03-03T09:46:40Z",
        "964982703, 2000-07-30T18:45:03Z",
        "2099999999, 2036-07-18T13:19:59Z",
        "964982703000, 2000-07-30T18:45:03Z",
        "2099999999999, 2036-07-18T13:19:59.999Z",
        "+1009843199, 2001-12-31T23:59:59Z",
        "-631152000, 1950-01-01T00:00:00Z",
        "-631152000000, 1950-01-01T00:00:00Z",
        "1.7E9, 2023-11-14T22:13:20Z",
        "1.009843199e+09, 2001-12-31T23:59:59Z",
        "1.009843199e9, 2001-12-31T23:59:59Z",
        "100000000000, 1973-03-03T09:46:40Z",
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
                "2001-12-31T24:01",
                "2001-12-31T24:00:00.1",
                "2001-02-30T24:00",
                "2001-13",
                "2001-1",
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

    /** No digits mean two times: each of these is refused with what says which. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1950040101|yyyyMMddHH for 1950-04-01T01:00, or epoch-seconds for"
                        + " 2031-10-17T21:48:21Z, or epoch-millis for 1970-01-23T13:40:40.101Z",
                "2024013112|yyyyMMddHH for 2024-01-31T12:00, or epoch-seconds",
                "202401311220|yyyyMMddHHmm for 2024-01-31T12:20, or epoch-millis for 1976-05-31",
                "20240131120000|yyyyMMddHHmmss for 2024-01-31T12:00, or epoch-micros",
                "20240131|yyyyMMdd for 2024-01-31T00:00, or epoch-seconds for 1970-08-23",
                "20240131.0|yyyyMMdd'.0' for 2024-01-31T00:00",
                "31012024|ddMMyyyy for 2024-01-31T00:00",
                "12312024|MMddyyyy for 2024-12-31T00:00",
                "1880|yyyy for 1880-01-01T00:00, or epoch-days for 1975-02-24T00:00:00Z, or"
                        + " epoch-seconds for 1970-01-01T00:31:20Z",
                "1749|yyyy for 1749-01-01T00:00",
                "17490131|yyyyMMdd for 1749-01-31T00:00",
                "1958.2027|epoch-days for 1975",
                "202312|yyyyMM for 2023-12-01T00:00",
                "240131|yyMMdd for 2024-01-31T00:00",
                "2024031|yyyyDDD for 2024-01-31T00:00",
                "202403112|yyyyDDDHH for 2024-01-31T12:00",
                "2024031120000|yyyyDDDHHmmss for 2024-01-31T12:00",
                "2001123124|yyyyMMddHH for 2002-01-01T00:00",
                "240131122000|yyMMddHHmmss for 2024-01-31T12:20",
                "0|epoch-days for 1970-01-01T00:00:00Z, or epoch-seconds",
                "-1|epoch-days for 1969-12-31T00:00:00Z",
                "19753|epoch-days for 2024-01-31T00:00:00Z, or epoch-seconds",
                "45322.5|epoch-days for 2094-02-01T12:00:00Z",
                "99999999|epoch-seconds for 1973-03-03T09:46:39Z",
                "2401311220|epoch-seconds for 2046-02-03",
                "2100000000|epoch-seconds for 2036-07-18",
                "10000000000|epoch-millis for 1970-04-26",
                "1706702400000000|epoch-micros for 2024-01-31T12:00:00Z",
                "1706702400000000000|epoch-nanos for 2024-01-31T12:00:00Z",
                "1.7067e+09|epoch-seconds for 2024-01-31",
                "1e-999|epoch-days for 1970-01-01",
                "093000123|epoch-millis",
            })
    void aNumberThatMayBeAnotherTimeIsRefusedWithWhatSaysWhich(String text, String readings) {
        assertThatThrownBy(() -> RECOGNISED.parse(text))
                .hasMessageStartingWith("is not clearly one time: give --time-format ")
                .hasMessageContaining(readings)
                .hasMessageNotContaining("\n");
    }

    @Property
    void aDateWithoutSeparatorsIsNeverReadAsAnEpoch(
            @ForAll @LongRange(min = -2_840_140_800L, max = 4_102_444_799L) long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        for (String pattern :
                List.of(
                        "yyyy",
                        "yyyyMM",
                        "yyyyMMdd",
                        "yyyyDDD",
                        "yyyyMMddHH",
                        "yyyyDDDHH",
                        "yyyyMMddHHmm",
                        "yyyyMMddHHmmss",
                        "yyMMddHHmmss",
                        "yyyyDDDHHmmss",
                        "yyyyMMddHHmmssSSS")) {
            String text = time.format(DateTimeFormatter.ofPattern(pattern));
            assertThatThrownBy(() -> RECOGNISED.parse(text))
                    .as(text)
                    .isInstanceOf(UnclearTimeException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "epoch-seconds, 0, 1970-01-01T00:00:00Z",
        "epoch-seconds, 20240131, 1970-08-23T06:15:31Z",
        "epoch-seconds, -62135596800, 0001-01-01T00:00:00Z",
        "epoch-seconds, ' 1.5 ', 1970-01-01T00:00:01.5Z",
        "epoch-seconds, -0.0000000001, 1969-12-31T23:59:59.999999999Z",
        "epoch-millis, 5, 1970-01-01T00:00:00.005Z",
        "epoch-millis, 1706702400123.4567, 2024-01-31T12:00:00.123456700Z",
        "epoch-micros, 1706702400123456, 2024-01-31T12:00:00.123456Z",
        "epoch-nanos, 1706702400123456789, 2024-01-31T12:00:00.123456789Z",
        "epoch-days, 19753, 2024-01-31T00:00:00Z",
        "epoch-days, 19753.5, 2024-01-31T12:00:00Z",
        "epoch-days, 1.9753E4, 2024-01-31T00:00:00Z",
    })
    void aUnitThatIsGivenIsTheOnlyReading(String unit, String text, Instant time) {
        assertThat(new TimeFormat(unit, BERLIN).parse(text)).isEqualTo(time);
    }

    @Test
    void whatAUnitDoesNotCountIsRefused() {
        TimeFormat seconds = new TimeFormat("epoch-seconds", BERLIN);
        assertThatThrownBy(() -> seconds.parse("2024-01-31"))
                .hasMessage("is no number of epoch-seconds");
        for (String text : List.of("1e18", "1e999", "1e-999999999", "253402300800")) {
            assertThatThrownBy(() -> seconds.parse(text)).isInstanceOf(DateTimeException.class);
        }
        assertThatThrownBy(() -> new TimeFormat("epoch-minutes", BERLIN))
                .hasMessage(
                        "time format \"epoch-minutes\" cannot be used: there are epoch-days,"
                                + " epoch-seconds, epoch-millis, epoch-micros, epoch-nanos");
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
        if (Math.abs(second) < 1_800_000_000L && Math.abs(second) > 1_000_000_000L) {
            assertThat(RECOGNISED.parse(epoch))
                    .isEqualTo(Instant.ofEpochSecond(Math.abs(second), nano));
        }
    }

    @Property
    void localTimesOfAZoneAreReadAsJavaDoes(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        if (!BERLIN.getRules().getValidOffsets(time).isEmpty()) {
            assertThat(new TimeFormat(null, BERLIN, RepeatedHour.FIRST).parse(time.toString()))
                    .isEqualTo(time.atZone(BERLIN).toInstant());
        }
    }

    @Test
    void aTimeThatClocksSkipOrShowTwiceIsRefused() {
        for (String pattern : new String[] {null, "yyyy-MM-dd HH:mm"}) {
            TimeFormat format = new TimeFormat(pattern, BERLIN);
            assertThatThrownBy(() -> format.parse("2001-03-25 02:30"))
                    .hasMessage("is no time in Europe/Berlin: clocks skip it there");
            assertThatThrownBy(() -> format.parse("2001-10-28 02:30"))
                    .hasMessage(
                            "is there twice in Europe/Berlin, where clocks go back: give"
                                    + " --repeated-hour first or second, or times with their"
                                    + " offset");
            assertThat(format.parse("2001-10-28 03:00")).isEqualTo("2001-10-28T02:00:00Z");
        }
        TimeFormat own = new TimeFormat("yyyy-MM-dd HH:mm VV", ZoneOffset.UTC);
        assertThatThrownBy(() -> own.parse("2001-03-25 02:30 Europe/Berlin"))
                .hasMessageContaining("clocks skip it");
        assertThatThrownBy(() -> own.parse("2001-10-28 02:30 Europe/Berlin"))
                .hasMessageContaining("clocks go back");
        assertThat(new TimeFormat(null, BERLIN).parse("2001-10-28T02:30+01:00"))
                .isEqualTo("2001-10-28T01:30:00Z");
    }

    @ParameterizedTest
    @CsvSource({"FIRST, 2001-10-28T00:30:00Z", "SECOND, 2001-10-28T01:30:00Z"})
    void aTimeThatClocksShowTwiceIsTheOneThatIsAskedFor(RepeatedHour rule, Instant time) {
        for (String pattern : new String[] {null, "yyyy-MM-dd HH:mm"}) {
            TimeFormat format = new TimeFormat(pattern, BERLIN, rule);
            assertThat(format.parse("2001-10-28 02:30")).isEqualTo(time);
            assertThat(format.parse("2001-10-28 01:30")).isEqualTo("2001-10-27T23:30:00Z");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy/MM/dd HH:mm, 2001/12/31 23:59, 2001-12-31T23:59:00Z",
        "yyyy/MM/dd, 2001/12/31, 2001-12-31T00:00:00Z",
        "yyyyMMddHHmmssSSS, 20011231235958123, 2001-12-31T23:59:58.123Z",
        "uuuu-MM-dd, 2001-12-31, 2001-12-31T00:00:00Z",
        "d.M.yy H:mm, 1.2.01 3:04, 2001-02-01T03:04:00Z",
        "d-MMM-yy, 31-Dec-99, 1999-12-31T00:00:00Z",
        "d-MMM-uu, 3-Jan-00, 2000-01-03T00:00:00Z",
        "yyMMdd, 690101, 1969-01-01T00:00:00Z",
        "yyMMddHHmmss, 681231235959, 2068-12-31T23:59:59Z",
        "yyyy, 1749, 1749-01-01T00:00:00Z",
        "yyyy-MM, 1749-02, 1749-02-01T00:00:00Z",
        "MMM yyyy, Feb 1749, 1749-02-01T00:00:00Z",
        "yyyyMM, 202402, 2024-02-01T00:00:00Z",
        "yyyy G, 2001 AD, 2001-01-01T00:00:00Z",
        "yyyy[-MM[-dd]], 2001, 2001-01-01T00:00:00Z",
        "yyyy[-MM[-dd]], 2001-02-03, 2001-02-03T00:00:00Z",
        "yyyyMMddHH, 1950040101, 1950-04-01T01:00:00Z",
        "yyyyMMddHHmm, 202401311220, 2024-01-31T12:20:00Z",
        "yyyyMMddHHmmss, 20240131120000, 2024-01-31T12:00:00Z",
        "yyyyDDD, 2024366, 2024-12-31T00:00:00Z",
        "'dd/MM/yyyy HH:mm', 31/12/2001 24:00, 2002-01-01T00:00:00Z",
        "yyyyMMddHH, 2001123124, 2002-01-01T00:00:00Z",
        "yyyy-MM-dd HH:mmX, 2001-12-31 24:00-01, 2002-01-01T01:00:00Z",
        "d/M/yyyy ppH:mm, 1/2/2001  3:04, 2001-02-01T03:04:00Z",
        "yyyy-MM-dd 'o''clock', 2001-02-01 o'clock, 2001-02-01T00:00:00Z",
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
        "yyyy/MM/dd HH:mm, 2001/02/03 24:01",
        "yyyy/MM/dd HH:mm, 2001/02/30 24:00",
        "yyyy/MM/dd HH:mm, 2001/02/03 25:00",
        "yyyyMMddHH, 202401311220",
        "yyyyMMdd, 2024013112",
        "yyyyMM, 20240131",
        "yyyy, 20240131",
        "yyyy-MM, 2024-13",
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
                "yyyy-dd",
                "yyyy-MM HH:mm:SS dd EEE w G Q",
                "yyyy-ww",
                "yyyy-QQ",
                "YYYY",
                "MM",
                "yyyy mm",
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
