package io.oncestream.launcher.demo.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each rule accepts what keeps it and finds what breaks it. */
class LocksModelTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(3);

    private final Map<String, LockClient.Sent> sent = new HashMap<>();
    private final LocksModel model = new LocksModel(sent, true);
    private long number;

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private LockAnswer answer(
            String id, String owner, LockOutcome outcome, int second, Long token, Instant end) {
        number++;
        return new LockAnswer(
                "shop",
                number,
                number,
                id,
                "till",
                owner,
                "op",
                outcome,
                token,
                end,
                at(second),
                null);
    }

    private void send(String id, int second, long token) {
        sent.put(id, new LockClient.Sent(LEASE, Duration.ofSeconds(5), token, at(second)));
    }

    private Optional<String> grant(String id, String owner, int second) {
        send(id, second, 0);
        return model.decides(
                answer(id, owner, LockOutcome.GRANTED, second, number + 1, at(second).plus(LEASE)));
    }

    private Optional<String> decide(
            String id, String owner, LockOutcome outcome, int second, Long token, Instant end) {
        return model.decides(answer(id, owner, outcome, second, token, end));
    }

    @Test
    void whatKeepsTheRulesIsAccepted() {
        assertThat(grant("1", "a", 0)).isEmpty();
        assertThat(decide("2", "b", LockOutcome.BUSY, 1, null, null)).isEmpty();
        send("3", 2, 1);
        assertThat(decide("3", "a", LockOutcome.RENEWED, 2, 1L, at(5))).isEmpty();
        assertThat(decide(null, "a", LockOutcome.EXPIRED, 5, 1L, at(5))).isEmpty();
        assertThat(grant("4", "b", 6)).isEmpty();
        assertThat(decide("5", "b", LockOutcome.RELEASED, 7, 5L, null)).isEmpty();
    }

    @Test
    void twoHoldersAreFound() {
        grant("1", "a", 0);
        assertThat(grant("2", "b", 1)).hasValueSatisfying(is("a holds it"));
    }

    @Test
    void aTokenThatIsNotTheNumberIsFound() {
        send("1", 0, 0);
        assertThat(decide("1", "a", LockOutcome.GRANTED, 0, 7L, at(3)))
                .hasValueSatisfying(is("its token"));
    }

    @Test
    void aLeaseOfAnotherLengthIsFound() {
        send("1", 0, 0);
        assertThat(decide("1", "a", LockOutcome.GRANTED, 0, 1L, at(2)))
                .hasValueSatisfying(is("its lease"));
    }

    @Test
    void aLeaseThatEndsEarlyIsFound() {
        grant("1", "a", 0);
        assertThat(decide(null, "a", LockOutcome.EXPIRED, 2, 1L, at(3)))
                .hasValueSatisfying(is("its lease has not ended"));
    }

    @Test
    void aRenewalThatWasSentInTimeAndRefusedIsFound() {
        grant("1", "a", 0);
        decide(null, "a", LockOutcome.EXPIRED, 9, 1L, at(3));
        send("2", 2, 1);
        assertThat(decide("2", "a", LockOutcome.NOT_HOLDER, 9, null, null))
                .hasValueSatisfying(is("it was sent in time"));
    }

    @Test
    void aHolderWhoIsSentAwayIsFound() {
        grant("1", "a", 0);
        send("2", 1, 1);
        assertThat(decide("2", "a", LockOutcome.NOT_HOLDER, 1, null, null))
                .hasValueSatisfying(is("it is the holder"));
    }

    @Test
    void whoWaitsAndIsPassedOverIsFound() {
        grant("1", "a", 0);
        send("2", 0, 0);
        LockAnswer first = answer("2", "b", LockOutcome.GRANTED, 1, 4L, at(4));
        assertThat(model.arrives(first)).isEmpty();
        decide("3", "a", LockOutcome.RELEASED, 1, 1L, null);
        assertThat(grant("4", "c", 1)).hasValueSatisfying(is("it is not its turn"));
    }

    @Test
    void aWaitThatEndsEarlyIsFound() {
        grant("1", "a", 0);
        send("2", 0, 0);
        LockAnswer waiting = answer("2", "b", LockOutcome.TIMED_OUT, 2, null, null);
        model.arrives(waiting);
        assertThat(model.decides(waiting)).hasValueSatisfying(is("its wait has not ended"));
    }

    @Test
    void aDeadlockWithoutACircleAndOneThatWasLetInAreFound() {
        grant("1", "a", 0);
        assertThat(decide("2", "b", LockOutcome.DEADLOCK, 1, null, null))
                .hasValueSatisfying(is("no circle"));
        assertThat(model.arrives(answer("3", "a", LockOutcome.TIMED_OUT, 9, null, null)))
                .hasValueSatisfying(is("it waits for itself"));
    }

    @Test
    void timeThatGoesBackAndARefusalOfWhatIsRightAreFound() {
        grant("1", "a", 5);
        assertThat(decide("2", "b", LockOutcome.BUSY, 4, null, null))
                .hasValueSatisfying(is("time was"));
        assertThat(decide("3", "b", LockOutcome.INVALID, 6, null, null)).isPresent();
    }

    private static Consumer<String> is(String beginning) {
        return wrong -> assertThat(wrong).startsWith(beginning);
    }
}
