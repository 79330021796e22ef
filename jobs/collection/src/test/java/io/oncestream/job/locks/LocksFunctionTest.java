package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oncestream.state.command.Command;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.lock.LockStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a command brings about, in answers, rows of resources, refusals and state. */
class LocksFunctionTest {
    private static final Duration REMEMBER = Duration.ofMinutes(1);
    private static final long FIRST = ChronoUnit.MICROS.between(Instant.EPOCH, Domain.START);

    private LocksHarness locks;

    @BeforeEach
    void open() throws Exception {
        locks = new LocksHarness(REMEMBER);
    }

    @AfterEach
    void close() throws Exception {
        locks.close();
    }

    @Test
    void eachChangeOfAResourceIsARow() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "30s");
        locks.send(1, "acquire", "b", "till", "lease", "20s", "wait", "50s");
        locks.send(2, "try_lock", "c", "till", "lease", "30s");
        locks.send(3, "renew", "a", "till", "lease", "30s", "token", "" + FIRST);
        locks.send(4, "release", "a", "till", "token", "" + FIRST);
        locks.send(5, "release", "b", "till", "token", "" + (FIRST + 5));

        assertThat(locks.said())
                .containsExactly(
                        "a granted till",
                        "c busy till",
                        "a renewed till",
                        "a released till",
                        "b granted till",
                        "b released till");
        assertThat(locks.statuses())
                .containsExactly(
                        held("a", FIRST, 30, 0),
                        held("a", FIRST, 30, 1),
                        held("a", FIRST, 33, 1),
                        held("b", FIRST + 5, 24, 0),
                        LockStatus.free("shop", "till"));
        assertThat(locks.refused()).isEmpty();
    }

    private static LockStatus held(String owner, long token, double leaseEnd, int waiters) {
        return new LockStatus("shop", "till", owner, token, Domain.time(leaseEnd), waiters);
    }

    @Test
    void whatCannotBeReadIsInvalidAndChangesNoResource() throws Exception {
        locks.send(0, "try_lock", "a", "till");
        locks.send(0, "steal", "a", "till");
        locks.send(0, "release", "a", "", "token", "1");
        assertThat(locks.said()).containsExactly("a invalid till", "a invalid till", "a invalid ");
        assertThat(locks.answers())
                .extracting("number", "id", "op", "reason")
                .containsExactly(
                        tuple(FIRST, "c1", "try_lock", "lease is missing"),
                        tuple(
                                FIRST + 1,
                                "c2",
                                "steal",
                                "op is steal: it must be try_lock, acquire, renew, release"),
                        tuple(
                                FIRST + 2,
                                "c3",
                                "release",
                                "resource has 0 characters: it must have 1 to 200"));
        assertThat(locks.statuses()).isEmpty();
    }

    /** Seen red: the job failed, and where it did not, numbers and tokens were below zero. */
    @Test
    void aCommandOfTheYear1IsInvalidAndTheNextOneIsDone() throws Exception {
        Instant year1 = Instant.parse("0001-01-01T00:00:00Z");
        locks.send(
                LocksHarness.command("shop", "old", year1, "try_lock", "a", "till", "lease", "1s"));
        assertThat(locks.last().number()).isZero();
        assertThat(locks.last().reason())
                .isEqualTo("time is 0001-01-01T00:00:00Z: it must be from 1970 to 9998");
        locks.send(0, "try_lock", "a", "till", "lease", "1s");
        assertThat(locks.last().token()).isEqualTo(1);
    }

    /** Seen red: the job failed. */
    @Test
    void theFirstCommandMayBeOfAnyYearThatIsValid() throws Exception {
        locks.send(
                LocksHarness.command(
                        "shop",
                        "1",
                        Instant.parse("9998-01-01T00:00:00.000001Z"),
                        "try_lock",
                        "a",
                        "till",
                        "lease",
                        "1s"));
        assertThat(locks.last().token()).isEqualTo(253_339_228_800_000_001L);
    }

    @Test
    void aRepeatHasNoAnswerAndOtherContentUnderItsIdIsRefused() throws Exception {
        Command acquire = acquire("30s");
        locks.send(0, "try_lock", "a", "till", "lease", "10s");
        locks.send(acquire);
        locks.send(acquire);
        locks.send(acquire("31s"));
        locks.watermark(10);
        locks.send(acquire);
        locks.watermark(40);
        assertThat(locks.said())
                .containsExactly(
                        "a granted till", "a expired till", "b granted till", "b expired till");
        assertThat(locks.refused())
                .extracting(RefusedCommand::reason)
                .containsExactly("another command, of 2020-01-01T00:00:01Z, has its id already");
    }

    private static Command acquire(String lease) {
        return LocksHarness.command(
                "shop", "1", Domain.time(1), "acquire", "b", "till", "lease", lease, "wait", "30s");
    }

    /** Seen red where a command found a lease ended that the watermark had not come to. */
    @Test
    void theWatermarkAloneEndsLeasesAndWaits() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "10s");
        locks.send(0, "acquire", "b", "till", "lease", "10s", "wait", "5s");
        locks.send(50, "try_lock", "c", "door", "lease", "10s");
        locks.watermark(4.999);
        assertThat(locks.said()).containsExactly("a granted till", "c granted door");
        locks.watermark(5);
        assertThat(locks.last().outcome().word()).isEqualTo("timed_out");
        locks.watermark(9.999);
        locks.send(9, "renew", "a", "till", "lease", "10s", "token", "" + FIRST);
        assertThat(locks.last().leaseEnd()).isEqualTo(Domain.time(60));
        locks.watermark(59.999);
        assertThat(locks.said()).hasSize(4);
        locks.watermark(60);
        assertThat(locks.said())
                .endsWith("b timed_out till", "a renewed till", "c expired door", "a expired till")
                .hasSize(6);
    }

    @Test
    void whoDiesInAQueueCostsItsLeaseAndNoMore() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "10s");
        for (String dead : new String[] {"b", "c", "d"}) {
            locks.send(0, "acquire", dead, "till", "lease", "10s", "wait", "10m");
        }
        locks.watermark(10);
        // A jump of event time does not grant and end the whole queue.
        locks.watermark(500);
        locks.watermark(509.999);
        assertThat(locks.said())
                .containsExactly(
                        "a granted till",
                        "a expired till",
                        "b granted till",
                        "b expired till",
                        "c granted till");
        locks.watermark(510);
        locks.watermark(520);
        assertThat(locks.said()).endsWith("d granted till", "d expired till").hasSize(8);
    }

    @Test
    void domainsKnowNothingOfEachOther() throws Exception {
        for (String domain : new String[] {"shop", "yard"}) {
            locks.send(
                    LocksHarness.command(
                            domain, "1", Domain.START, "try_lock", "a", "till", "lease", "1s"));
        }
        assertThat(locks.said()).containsExactly("a granted till", "a granted till");
        assertThat(locks.answers()).extracting("number").containsOnly(FIRST);
    }
}
