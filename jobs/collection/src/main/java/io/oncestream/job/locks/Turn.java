package io.oncestream.job.locks;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockClock;
import io.oncestream.state.lock.LockOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A moment of a domain, about one resource: the time, the numbers and the answers. */
final class Turn {
    private final String domain;
    private final String resource;
    private final Instant now;
    private long number;
    private final List<LockAnswer> answers = new ArrayList<>();

    /**
     * At a time, or at that of the last turn where this is later.
     *
     * @param wall the machine's clock, for the first number of a domain alone
     */
    Turn(
            @Nullable LockClock last,
            Supplier<Instant> wall,
            String domain,
            String resource,
            Instant time) {
        this.domain = domain;
        this.resource = resource;
        // No number is below zero, though an invalid command may be of the year 1.
        now = later(time, last == null ? Instant.EPOCH : last.now());
        // When all state is lost, tokens go on above those that were given before: those began at
        // an earlier time of this machine, whatever the time of the first command was then.
        number = last == null ? micros(later(now, wall.get())) - 1 : last.number();
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** ChronoUnit counts nanoseconds on the way, of which a long has no more than 292 years. */
    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    Instant now() {
        return now;
    }

    long nextNumber() {
        return ++number;
    }

    LockClock clock() {
        return new LockClock(number, now);
    }

    List<LockAnswer> answers() {
        return answers;
    }

    void answer(Asker asker, LockOutcome outcome, @Nullable String reason) {
        answer(asker, outcome, null, null, reason);
    }

    void answer(Asker asker, LockOutcome outcome, long token, @Nullable Instant leaseEnd) {
        answer(asker, outcome, token, leaseEnd, null);
    }

    private void answer(
            Asker asker,
            LockOutcome outcome,
            @Nullable Long token,
            @Nullable Instant leaseEnd,
            @Nullable String reason) {
        answers.add(
                new LockAnswer(
                        domain,
                        asker.number(),
                        asker.arrived(),
                        asker.id(),
                        resource,
                        asker.owner(),
                        asker.op(),
                        outcome,
                        token,
                        leaseEnd,
                        now,
                        reason));
    }
}
