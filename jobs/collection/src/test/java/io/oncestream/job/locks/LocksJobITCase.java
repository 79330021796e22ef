package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.command.Command;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that send commands to a real broker and find answers in a real database. */
class LocksJobITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static final long FIRST = ChronoUnit.MICROS.between(Instant.EPOCH, Domain.START);

    @TempDir private static Path brokerFolder;
    private static KafkaBroker broker;

    @TempDir private Path folder;
    private LocksRun locks;
    private int commands;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder.resolve("kafka"));
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    private void send(Instant time, String op, String owner, String resource, String... fields)
            throws Exception {
        send("shop", time, op, owner, resource, fields);
    }

    private void send(
            String domain, Instant time, String op, String owner, String resource, String... fields)
            throws Exception {
        String id = "c" + ++commands;
        locks.send(0, LocksHarness.command(domain, id, time, op, owner, resource, fields));
    }

    /**
     * An acquire that is sent twice queues once (curator#600), a renewal after the release finds
     * another holder (redisson#7272), and a waiter that has died costs its lease and no more
     * (redisson#1104).
     */
    @ParameterizedTest
    @EnumSource
    void workersTakeTurns(DatabaseKind kind) throws Exception {
        locks =
                new LocksRun(
                        broker, kind.newDatabase(), folder, kind.choose("robots_p", "robots_m"));
        locks.start(null, 2);
        send(Domain.time(0), "try_lock", "a", "till", "lease", "60s");
        Command acquire =
                LocksHarness.command(
                        "shop",
                        "twice",
                        Domain.time(1),
                        "acquire",
                        "b",
                        "till",
                        "lease",
                        "60s",
                        "wait",
                        "10m");
        locks.send(0, acquire);
        locks.send(0, acquire);
        send(Domain.time(2), "acquire", "c", "till", "lease", "60s", "wait", "10m");
        send(Domain.time(3), "renew", "a", "till", "lease", "60s", "token", "" + FIRST);
        locks.answers(2);
        assertThat(status()).containsExactly("shop|till|a|" + FIRST + "|2");

        send(Domain.time(4), "release", "a", "till", "token", "" + FIRST);
        send(Domain.time(5), "renew", "a", "till", "lease", "60s", "token", "" + FIRST);
        send(Domain.time(6), "steal", "d", "till");
        locks.send(0, "no command");
        locks.send(0, LocksHarness.command("shop", "twice", Domain.time(7), "release", "b", "x"));
        locks.tick(Domain.time(65));
        locks.answers(8);
        assertThat(status()).containsExactly("shop|till|c|" + (FIRST + 9) + "|0");

        locks.tick(Domain.time(126));
        assertThat(locks.answers(9))
                .containsExactly(
                        "a|try_lock|granted|till",
                        "a|renew|renewed|till",
                        "a|release|released|till",
                        "b|acquire|granted|till",
                        "a|renew|not_holder|till",
                        "d|steal|invalid|till",
                        "b|null|expired|till",
                        "c|acquire|granted|till",
                        "c|null|expired|till");
        assertThat(locks.rows("number - " + FIRST + ", arrived - " + FIRST, "_answers", "number"))
                .containsExactly("0|0", "3|3", "4|4", "5|1", "6|6", "7|7", "8|8", "9|2", "10|10");
        assertThat(status()).containsExactly("shop|till|null|null|0");
        assertThat(locks.rows("domain, id, op", "_refused", "1"))
                .containsExactly("shop|twice|release");
        assertThat(locks.rows("text", "_rejected", "1")).containsExactly("no command");
    }

    private List<String> status() throws Exception {
        return locks.rows("domain, resource, owner, token, waiters", "", "1, 2");
    }

    /**
     * A command of a clock that is ahead is rejected, so it ends no lease of others; one that is
     * behind gets what it asked for or less, and takes nothing from others (ShedLock#231).
     */
    @Test
    void clocksAreMinutesApart() throws Exception {
        locks = new LocksRun(broker, DatabaseKind.POSTGRES.newDatabase(), folder, "clocks");
        locks.start(null, 2);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(now, "try_lock", "a", "till", "lease", "4m");
        send(now.plus(Duration.ofMinutes(5)), "try_lock", "ahead", "till", "lease", "4m");
        send("yard", now.minusSeconds(300), "try_lock", "behind", "gate", "lease", "6m");
        send(now.minusSeconds(300), "try_lock", "behind", "till", "lease", "6m");
        locks.tick(now);
        send(now, "try_lock", "b", "till", "lease", "4m");
        assertThat(locks.answers(4))
                .containsExactly(
                        "a|try_lock|granted|till",
                        "behind|try_lock|busy|till",
                        "b|try_lock|busy|till",
                        "behind|try_lock|granted|gate");
        assertThat(leaseEnd("till")).isEqualTo(now.plusSeconds(240));
        assertThat(leaseEnd("gate")).isBetween(now.plusSeconds(60), now.plusSeconds(360));
        locks.await("_rejected", 1);
        assertThat(locks.rows("reason", "_rejected", "1"))
                .singleElement()
                .asString()
                .contains("is more than 1s ahead of now");
    }

    private Instant leaseEnd(String resource) throws Exception {
        String millis =
                "SELECT round(extract(epoch FROM lease_end) * 1000) FROM clocks WHERE resource = '";
        return Instant.ofEpochMilli(locks.database().queryLong(millis + resource + "'"));
    }

    /**
     * A renewal that is queued while the job is down is read before anything ends, however late the
     * job comes back (redisson#5698). Nor does a drain end anything.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRenewalThatARestartDelaysIsInTime(boolean drain) throws Exception {
        locks =
                new LocksRun(
                        broker,
                        DatabaseKind.POSTGRES.newDatabase(),
                        folder,
                        drain ? "drained" : "stopped");
        JobClient job = locks.start(null, 2);
        send(Domain.time(0), "try_lock", "a", "till", "lease", "60s");
        locks.tick(Domain.time(50));
        locks.answers(1);
        String savepoint = locks.stop(job, drain);
        Patience.await().until(() -> job.getJobStatus().get().isGloballyTerminalState());
        send(Domain.time(59), "renew", "a", "till", "lease", "60s", "token", "" + FIRST);
        locks.tick(Domain.time(100));
        send(Domain.time(100), "try_lock", "b", "till", "lease", "60s");

        locks.start(savepoint, 1);
        locks.answers(3);
        locks.tick(Domain.time(120));
        assertThat(locks.answers(4))
                .containsExactly(
                        "a|try_lock|granted|till",
                        "a|renew|renewed|till",
                        "b|try_lock|busy|till",
                        "a|null|expired|till");
    }
}
