package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each outcome, in seconds of event time. */
class DomainLocksTest {
    private static final long FIRST = 1_577_836_800_000_000L; // Domain.START in microseconds

    private final Domain shop = new Domain();

    @Test
    void aFreeResourceIsGrantedAndItsTokenIsTheNumberOfTheGrant() {
        assertThat(shop.tryLock("a", "till", 30)).containsExactly("a granted till");
        assertThat(shop.last())
                .isEqualTo(
                        new LockAnswer(
                                "shop",
                                FIRST,
                                FIRST,
                                "c1",
                                "till",
                                "a",
                                "try_lock",
                                LockOutcome.GRANTED,
                                FIRST,
                                Domain.time(30),
                                Domain.START,
                                null));
    }

    @Test
    void aDomainBeginsToCountAtTheMicrosecondsOfItsEventTimeAndThenCountsByOne() {
        shop.at(7).tryLock("a", "till", 30);
        shop.at(9).tryLock("a", "door", 30);
        assertThat(shop.answers)
                .extracting(LockAnswer::number)
                .containsExactly(FIRST + 7_000_000, FIRST + 7_000_001);
    }

    /** Seen red by event time alone: the fence knows greater tokens of an earlier start. */
    @Test
    void aDomainWithoutStateBeginsAboveTheTimeOfTheMachine() {
        DomainLocks anew = new DomainLocks(new MapLockStore(), () -> Domain.time(100));
        LockRequest behind =
                new LockRequest(
                        "shop",
                        "1",
                        "till",
                        "a",
                        LockOp.TRY_LOCK,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        0,
                        Domain.START);
        assertThat(anew.decide(behind, Instant.EPOCH).get(0).token())
                .isEqualTo(FIRST + 100_000_000);
    }

    @Test
    void tryLockOfAHeldResourceIsBusyForItsHolderToo() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.tryLock("b", "till", 30)).containsExactly("b busy till");
        assertThat(shop.tryLock("a", "till", 30)).containsExactly("a busy till");
    }

    @Test
    void theFirstToComeIsTheFirstToBeServed() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.acquire("b", "till", 30, 60)).isEmpty();
        assertThat(shop.acquire("c", "till", 30, 60)).isEmpty();
        assertThat(shop.release("a", "till", shop.token("till")))
                .containsExactly("a released till", "b granted till");
        assertThat(shop.release("b", "till", shop.token("till")))
                .containsExactly("b released till", "c granted till");
        assertThat(shop.last().arrived()).isEqualTo(FIRST + 2);
        assertThat(shop.last().number()).isEqualTo(FIRST + 6).isEqualTo(shop.last().token());
    }

    /** Red with a lease that began where the one before would have ended. */
    @Test
    void theLeaseOfOneWhoWaitedBeginsWithTheGrant() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 60);
        shop.at(20).release("a", "till", shop.token("till"));
        assertThat(shop.last().leaseEnd()).isEqualTo(Domain.time(50));
    }

    @Test
    void aWaitEndsWithTheWatermark() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 10);
        assertThat(shop.watermark(9.999)).isEmpty();
        assertThat(shop.watermark(10)).containsExactly("b timed_out till");
        assertThat(shop.last().id()).isEqualTo("c2");
        assertThat(shop.store.waits).isEmpty();
    }

    @Test
    void anAcquireThatIsNotToWaitIsAnsweredAtOnce() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.acquire("b", "till", 30, 0)).containsExactly("b timed_out till");
    }

    @Test
    void aLeaseEndsWithTheWatermarkAndTheNextInTheQueueHoldsIt() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 60);
        assertThat(shop.watermark(29.999)).isEmpty();
        assertThat(shop.watermark(30)).containsExactly("a expired till", "b granted till");
        assertThat(shop.answers.get(1))
                .isEqualTo(
                        new LockAnswer(
                                "shop",
                                FIRST + 2,
                                FIRST + 2,
                                null,
                                "till",
                                "a",
                                null,
                                LockOutcome.EXPIRED,
                                FIRST,
                                Domain.time(30),
                                Domain.time(30),
                                null));
    }

    /** A clock that is ahead, or commands that queue behind a crash: neither takes a lease away. */
    @Test
    void aCommandsTimeEndsNoLease() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.at(40).tryLock("b", "till", 30)).containsExactly("b busy till");
        assertThat(shop.renew("a", "till", 30, FIRST)).containsExactly("a renewed till");
        assertThat(shop.last().leaseEnd()).isEqualTo(Domain.time(70));
    }

    @Test
    void timeDoesNotGoBack() {
        shop.at(5).tryLock("a", "till", 30);
        shop.at(3).tryLock("b", "door", 30);
        assertThat(shop.last().decidedAt()).isEqualTo(Domain.time(5));
        shop.watermark(7);
        shop.at(6).tryLock("c", "gate", 30);
        assertThat(shop.last().decidedAt()).isEqualTo(Domain.time(7));
    }

    @Test
    void aJumpOfTimeGrantsToOneAndEndsNoLeaseThatItBegan() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 3_600);
        shop.acquire("c", "till", 30, 3_600);
        assertThat(shop.watermark(600)).containsExactly("a expired till", "b granted till");
        assertThat(shop.last().leaseEnd()).isEqualTo(Domain.time(630));
        assertThat(shop.watermark(629.999)).isEmpty();
        assertThat(shop.watermark(630)).containsExactly("b expired till", "c granted till");
    }

    @Test
    void aWaitThatEndsWithTheLeaseIsInVain() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 30);
        assertThat(shop.watermark(30)).containsExactly("b timed_out till", "a expired till");
        assertThat(shop.store.holds).isEmpty();
    }

    @Test
    void aReleasePassesOverWhomItComesToTooLate() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 10);
        shop.acquire("c", "till", 30, 60);
        assertThat(shop.at(10).release("a", "till", shop.token("till")))
                .containsExactly("a released till", "b timed_out till", "c granted till");
    }

    @Test
    void onlyTheHolderWithItsTokenRenewsAndReleases() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.renew("a", "till", 30, FIRST + 1)).containsExactly("a not_holder till");
        assertThat(shop.renew("b", "till", 30, FIRST)).containsExactly("b not_holder till");
        assertThat(shop.release("a", "till", FIRST - 1)).containsExactly("a not_holder till");
        assertThat(shop.release("a", "door", FIRST)).containsExactly("a not_holder door");
        assertThat(shop.release("a", "till", FIRST)).containsExactly("a released till");
        assertThat(shop.renew("a", "till", 30, FIRST)).containsExactly("a not_holder till");
    }

    @Test
    void theTokenOfAnEarlierGrantToTheSameOwnerIsWorthNothing() {
        shop.tryLock("a", "till", 30);
        shop.watermark(30);
        shop.tryLock("a", "till", 30);
        assertThat(shop.release("a", "till", FIRST)).containsExactly("a not_holder till");
        assertThat(shop.token("till")).isGreaterThan(FIRST);
    }

    @Test
    void aRenewedLeaseEndsAtItsNewEnd() {
        shop.tryLock("a", "till", 30);
        shop.at(20).renew("a", "till", 30, FIRST);
        assertThat(shop.watermark(49.999)).isEmpty();
        assertThat(shop.watermark(50)).containsExactly("a expired till");
    }

    @Test
    void whoHoldsAResourceDoesNotWaitForIt() {
        shop.tryLock("a", "till", 30);
        assertThat(shop.acquire("a", "till", 30, 60)).containsExactly("a deadlock till");
        assertThat(shop.last().reason()).isEqualTo("it holds it or waits for it already");
    }

    /** The second would wait for the first. One that is only sent twice does not come here. */
    @Test
    void whoWaitsForAResourceDoesNotQueueAgain() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 30, 60);
        assertThat(shop.acquire("b", "till", 30, 60)).containsExactly("b deadlock till");
    }

    @Test
    void whoClosesACircleGetsTheDeadlock() {
        shop.tryLock("a", "till", 30);
        shop.tryLock("b", "door", 30);
        shop.tryLock("c", "gate", 30);
        assertThat(shop.acquire("a", "door", 30, 60)).isEmpty();
        assertThat(shop.acquire("b", "gate", 30, 60)).isEmpty();
        assertThat(shop.acquire("c", "till", 30, 60)).containsExactly("c deadlock till");
        assertThat(shop.last().reason()).isEqualTo("it would wait for b, who waits for it");
        assertThat(shop.tryLock("c", "till", 30)).containsExactly("c busy till");
    }

    /** Red where only the holder was waited for. */
    @Test
    void aCircleGoesThroughThoseWhoAreAheadInAQueue() {
        shop.tryLock("x", "till", 30);
        shop.tryLock("b", "door", 30);
        assertThat(shop.acquire("a", "till", 30, 60)).isEmpty();
        assertThat(shop.acquire("b", "till", 30, 60)).isEmpty();
        assertThat(shop.acquire("a", "door", 30, 60)).containsExactly("a deadlock door");
    }

    /** Red where all of a queue were waited for. */
    @Test
    void nobodyWaitsForThoseBehind() {
        shop.tryLock("x", "till", 30);
        shop.tryLock("b", "door", 30);
        assertThat(shop.acquire("b", "till", 30, 60)).isEmpty();
        assertThat(shop.acquire("a", "till", 30, 60)).isEmpty();
        assertThat(shop.acquire("a", "door", 30, 60)).isEmpty();
    }

    @Test
    void aThousandWait() {
        shop.tryLock("a", "till", 30);
        for (int i = 1; i <= 1_000; i++) {
            assertThat(shop.acquire("w" + i, "till", 30, 60)).isEmpty();
        }
        assertThat(shop.acquire("b", "till", 30, 60)).containsExactly("b invalid till");
        assertThat(shop.last().reason()).isEqualTo("1000 wait for it already");
    }

    @Test
    void whatCannotBeDecidedTakesANumberAndTellsWhy() {
        assertThat(shop.refuse("steal", "op is steal")).containsExactly("me invalid till");
        assertThat(shop.last().op()).isEqualTo("steal");
        assertThat(shop.last().reason()).isEqualTo("op is steal");
        shop.tryLock("a", "till", 30);
        assertThat(shop.last().number()).isEqualTo(FIRST + 1);
    }

    @Test
    void aFreeResourceLeavesNothingButTheClock() {
        shop.tryLock("a", "till", 30);
        shop.acquire("b", "till", 3_600, 60);
        shop.release("a", "till", FIRST);
        shop.release("b", "till", shop.token("till"));
        assertThat(shop.store.holds).isEmpty();
        assertThat(shop.store.waits).isEmpty();
        assertThat(shop.store.ends).isEmpty();
        assertThat(shop.store.clock().number()).isEqualTo(FIRST + 4);
        assertThat(shop.store.clock().now()).isEqualTo(Domain.START);
    }
}
