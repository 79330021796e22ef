package io.oncestream.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.flink.DatabaseWait;
import io.oncestream.launcher.flink.JobProgress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

    private static final Optional<String> NOTHING = Optional.empty();
    private static final JobProgress HALF =
            new JobProgress(1_170_000, 2_600_000, 312_000, 0, 7, DatabaseWait.NONE);

    @Test
    void aWideTerminalShowsEverything() {
        assertThat(ProgressLine.of("averages", HALF, 41_000, 2, NOTHING, 120))
                .isEqualTo(
                        "averages  45 %  1.2 of 2.6 MB  312,000 rows  41,000 rows/s  7 rejected"
                                + "  restarts 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 40, 60, 79, 80})
    void itIsNarrowerThanTheTerminal(int columns) {
        assertThat(ProgressLine.of("averages", HALF, 41_000, 0, NOTHING, columns))
                .hasSizeLessThan(columns)
                .startsWith("averages  45 %");
    }

    @Test
    void itSaysWhenOnlyTheCommitIsLeft() {
        JobProgress all = new JobProgress(2_600_000, 2_600_000, 312_000, 0, 0, DatabaseWait.NONE);
        assertThat(ProgressLine.of("averages", all, 0, 0, NOTHING, 120))
                .contains("committing results");
    }

    @Test
    void anUnknownTotalHasNoPercentage() {
        JobProgress some = new JobProgress(999, 0, 5, 0, 0, DatabaseWait.NONE);
        assertThat(ProgressLine.of("averages", some, 0, 0, NOTHING, 120))
                .contains("999 bytes")
                .doesNotContain("%");
    }

    @Test
    void anInputWithoutBytesIsCountedInRows() {
        JobProgress endless = new JobProgress(0, 0, 1_234_567, 0, 0, DatabaseWait.NONE);
        assertThat(ProgressLine.of("averages", endless, 250_000, 0, NOTHING, 120))
                .isEqualTo("averages  1,234,567 rows  250,000 rows/s  0 rejected  restarts 0");
        JobProgress some = new JobProgress(0, 0, 1_999, 2_000, 0, DatabaseWait.NONE);
        assertThat(ProgressLine.of("averages", some, 10, 0, NOTHING, 120))
                .startsWith("averages  99 %  1,999 of 2,000 rows  10 rows/s");
        JobProgress all = new JobProgress(0, 0, 2_000, 2_000, 0, DatabaseWait.NONE);
        assertThat(ProgressLine.of("averages", all, 10, 0, NOTHING, 120))
                .startsWith("averages  all read, committing results  2,000 rows  0 rejected");
        assertThat(ProgressLine.ofEnd("averages", all, 1.25))
                .isEqualTo("averages  100 %  2,000 rows  0 rejected  done in 1.3 s");
    }

    @Test
    void theEndOfAFileIsToldInBytesToo() {
        JobProgress all =
                new JobProgress(2_600_000, 2_600_000, 312_000, 312_000, 7, DatabaseWait.NONE);
        assertThat(ProgressLine.ofEnd("averages", all, 2))
                .isEqualTo(
                        "averages  100 %  2.6 of 2.6 MB  312,000 rows  7 rejected  done in 2.0 s");
    }

    @Test
    void itSaysHowLongACommitHasWaitedForTheDatabase() {
        JobProgress all = new JobProgress(2_000, 2_000, 30, 0, 0, new DatabaseWait("", 12_900));
        assertThat(ProgressLine.of("averages", all, 0, 0, NOTHING, 120))
                .startsWith("averages  waits for the database since 12 s  all read, committing");
        JobProgress start = new JobProgress(0, 0, 0, 0, 0, new DatabaseWait("", 3_000));
        assertThat(ProgressLine.of("averages", start, 0, 0, NOTHING, 120))
                .isEqualTo("averages  waits for the database since 3 s  restarts 0");
        JobProgress quick = new JobProgress(0, 0, 30, 0, 0, new DatabaseWait("", 2_999));
        assertThat(ProgressLine.of("averages", quick, 0, 0, NOTHING, 120))
                .startsWith("averages  30");
    }

    @Test
    void itSaysForWhichOfSeveralDatabases() {
        JobProgress some = new JobProgress(0, 0, 30, 0, 0, new DatabaseWait("db-3", 12_900));
        assertThat(ProgressLine.of("transfers", some, 0, 0, NOTHING, 120))
                .startsWith("transfers  waits for database db-3 since 12 s  30 rows");
    }

    @Test
    void itSaysWhatTheSourceWaitsFor() {
        JobProgress none = new JobProgress(0, 0, 0, 0, 0, DatabaseWait.NONE);
        Optional<String> transaction = Optional.of("an open transaction of partition 1");
        assertThat(ProgressLine.of("averages", none, 0, 0, transaction, 120))
                .isEqualTo("averages  waits for an open transaction of partition 1  restarts 0");
        JobProgress both = new JobProgress(0, 0, 5, 0, 0, new DatabaseWait("", 4_000));
        assertThat(ProgressLine.of("averages", both, 0, 0, transaction, 120))
                .startsWith("averages  waits for the database since 4 s  5 rows");
    }
}
