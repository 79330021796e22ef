package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.format.ReadingColumns;
import io.oncestream.connector.format.TimeFormat;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.InputReadings;
import io.oncestream.function.InputSize;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The averages job over the same messages from RabbitMQ and, as the batch answer, from memory: ten
 * keys, a reading each 10 ms of event time, each tenth message broken, and behind them one a day
 * later, which closes all windows before it.
 */
record RabbitMqRun(TestDatabase database, Path checkpoints) {

    static final int MESSAGES = 1_500;
    private static final int REJECT_EVERY = 10;
    private static final long DAY_MILLIS = 86_400_000;

    static String message(long number) {
        if (number % REJECT_EVERY == 3) {
            return "broken " + number;
        }
        long time = number == MESSAGES ? DAY_MILLIS : 10 * number;
        return "{\"key\":\"k%d\",\"time\":\"%s\",\"value\":%d}"
                .formatted(number * 7 % 10, java.time.Instant.ofEpochMilli(time), number);
    }

    static MessageDecoder decoder() {
        return new JsonMessages(
                new ReadingColumns("key", "time", "value", null),
                new TimeFormat(null, ZoneOffset.UTC));
    }

    static <S extends org.apache.flink.api.connector.source.SourceSplit, E>
            Source<Decoded<Reading>, S, E> failing(
                    Source<Decoded<Reading>, S, E> source, FailingSource.Point point) {
        return new FailingSource<>(source, point);
    }

    JobClient start(String table, Source<Decoded<Reading>, ?, ?> source) throws Exception {
        return start(
                TestEnvironments.withCheckpointsIn(checkpoints, 2),
                table,
                InputReadings.live(source, Duration.ZERO, Duration.ofMinutes(1)));
    }

    JobClient start(StreamExecutionEnvironment env, String table, InputReadings readings)
            throws Exception {
        AveragesJob.build(
                env,
                new AveragesConfig(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        BadRecordPolicy.REJECT),
                new AveragesJob.Sources(readings),
                AveragesTables.sinks(database.address(), table, StartPolicy.REFUSE));
        return env.executeAsync();
    }

    /** The batch answer, in the table {@code clean}; the last window is in no unbounded answer. */
    void answer() throws Exception {
        MessageDecoder decoder = decoder();
        start(
                        TestEnvironments.withCheckpointsIn(checkpoints, 2),
                        "clean",
                        InputReadings.inAnyOrder(
                                new DataGeneratorSource<>(
                                        number ->
                                                decoder.decode(
                                                        message(number)
                                                                .getBytes(StandardCharsets.UTF_8),
                                                        "memory",
                                                        number + 1),
                                        MESSAGES,
                                        RateLimiterStrategy.noOp(),
                                        Decoded.typeInformation(TypeInformation.of(Reading.class))),
                                InputSize.UNKNOWN))
                .getJobExecutionResult()
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    long counted(String table) {
        try {
            String exists = "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'";
            return database.queryLong(exists) == 0
                    ? 0
                    : database.queryLong("SELECT coalesce(sum(count), 0) FROM " + table);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void awaitAllCounted(JobClient job, String table) {
        awaitCounted(job, table, MESSAGES - MESSAGES / REJECT_EVERY);
    }

    void awaitCounted(JobClient job, String table, long readings) {
        Patience.await()
                .failFast(() -> requireRunning(job))
                .until(() -> counted(table) >= readings);
    }

    private static void requireRunning(JobClient job) throws Exception {
        if (job.getJobStatus().get().isGloballyTerminalState()) {
            job.getJobExecutionResult().get();
            throw new AssertionError("the job ended");
        }
    }

    /** All rows, and each broken message once, under its number or offset. */
    void isTheAnswer(String table, int positionsBegin) throws Exception {
        assertThat(rows(table)).containsExactlyElementsOf(rows("clean"));
        assertThat(database.query("SELECT * FROM " + table + "_late")).isEmpty();
        assertThat(
                        database.query(
                                "SELECT position - %d, text FROM %s_rejected ORDER BY position"
                                        .formatted(positionsBegin, table)))
                .containsExactlyElementsOf(
                        database.query(
                                "SELECT position - 1, text FROM clean_rejected ORDER BY"
                                        + " position"));
    }

    List<String> rows(String table) throws Exception {
        return database.query("SELECT * FROM " + table + " ORDER BY key, window_start");
    }
}
