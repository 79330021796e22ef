package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.kit.FailsOnce;
import io.oncestream.state.command.Command;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job with failures at random points, at 2, 4 and 1 subtasks one after the other. */
class LocksRecoveryITCase {
    private static final int RECORDS_MAX = 40;
    private static final int CHECKPOINTS_MAX = 10;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    /** Answers, numbers and tokens are those of decisions over maps, which nothing disturbs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theTablesAreThoseOfARunWithoutFailures(long seed) throws Exception {
        Random random = new Random(seed);
        SeededCommands commands = new SeededCommands(seed);
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            LocksRun locks =
                    new LocksRun(broker, DatabaseKind.POSTGRES.newDatabase(), folder, "locks");
            String savepoint = null;
            for (int parallelism : new int[] {2, 4, 1}) {
                JobClient job = startToFail(locks, savepoint, parallelism, random);
                endAll(locks, commands);
                if (parallelism > 1) {
                    savepoint = stopAmong(commands.round(), locks, job, random);
                }
            }
            Patience.await().until(FailsOnce::hasFailed);
            assertThat(answers(locks)).containsExactlyElementsOf(commands.answers());
            assertThat(locks.rows("owner, token, lease_end, waiters", "", "1"))
                    .isNotEmpty()
                    .containsOnly("null|null|null|0");
            assertThat(locks.rows("id", "_refused", "1")).isEmpty();
        }
    }

    private static JobClient startToFail(
            LocksRun locks, @Nullable String savepoint, int parallelism, Random random)
            throws Exception {
        boolean atRecords = random.nextBoolean();
        FailsOnce.in(1 + random.nextInt(atRecords ? RECORDS_MAX : CHECKPOINTS_MAX));
        StreamExecutionEnvironment env = locks.environment(savepoint, parallelism);
        LocksOptions options = locks.options();
        LocksJob.Sinks sinks = options.sinks();
        LocksJob.build(
                env,
                options.remember(),
                () -> Instant.EPOCH,
                options.sources(),
                new LocksJob.Sinks(
                        answers ->
                                sinks.answers()
                                        .accept(
                                                FailsOnce.append(
                                                        answers,
                                                        atRecords,
                                                        !atRecords,
                                                        LockAnswer.class)),
                        sinks.status(),
                        sinks.refused(),
                        sinks.rejected()));
        return env.executeAsync();
    }

    /** With commands in flight, some behind the failure, and the last where there is no job. */
    private static String stopAmong(
            List<Command> commands, LocksRun locks, JobClient job, Random random) throws Exception {
        int half = commands.size() / 2;
        send(locks, commands.subList(0, half), random);
        Patience.await().until(FailsOnce::hasFailed);
        send(locks, commands.subList(half, half + half / 2), random);
        String savepoint =
                Patience.await()
                        // Such as that the job is restarting.
                        .ignoreExceptions()
                        .until(() -> locks.stop(job, false), path -> true);
        send(locks, commands.subList(half + half / 2, commands.size()), random);
        return savepoint;
    }

    /** Each command once or twice, in its domain's partition. */
    private static void send(LocksRun locks, List<Command> commands, Random random)
            throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (Command command : commands) {
            int partition = command.key().hashCode() % 2;
            sent.add(locks.post(partition, command));
            if (random.nextInt(4) == 0) {
                sent.add(locks.post(partition, command));
            }
        }
        for (Future<?> each : sent) {
            each.get();
        }
    }

    private static void endAll(LocksRun locks, SeededCommands commands) throws Exception {
        locks.awaitAnswers(commands.answers().size());
        while (!commands.isAllFree()) {
            Instant end = commands.end();
            Patience.await()
                    .until(
                            () -> {
                                // Of a partition that was read to its end before the failure, a
                                // restored source knows no time until there is more to read.
                                locks.tick(end);
                                return locks.hasAnswers(commands.answers().size());
                            });
        }
    }

    private static List<LockAnswer> answers(LocksRun locks) throws Exception {
        return locks
                .rows(
                        """
                        domain, number, arrived, id, resource, owner, op, outcome, token,
                        round(extract(epoch FROM lease_end) * 1000),
                        round(extract(epoch FROM decided_at) * 1000), reason
                        """,
                        "_answers",
                        "domain, number")
                .stream()
                .map(row -> answer(row.split("\\|", -1)))
                .toList();
    }

    private static LockAnswer answer(String[] row) {
        return new LockAnswer(
                row[0],
                Long.parseLong(row[1]),
                Long.parseLong(row[2]),
                text(row[3]),
                row[4],
                row[5],
                text(row[6]),
                LockOutcome.valueOf(row[7].toUpperCase(Locale.ROOT)),
                row[8].equals("null") ? null : Long.valueOf(row[8]),
                row[9].equals("null") ? null : Instant.ofEpochMilli(Long.parseLong(row[9])),
                Instant.ofEpochMilli(Long.parseLong(row[10])),
                text(row[11]));
    }

    private static @Nullable String text(String field) {
        return field.equals("null") ? null : field;
    }
}
