package io.oncestream.job.locks;

import io.oncestream.state.lock.LockAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A domain "shop" that is told what happens in seconds, and answers in words. */
final class Domain {
    static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    final MapLockStore store = new MapLockStore();
    final List<LockAnswer> answers = new ArrayList<>();
    private final DomainLocks locks = new DomainLocks(store, () -> Instant.EPOCH);
    private Instant watermark = Instant.ofEpochMilli(Long.MIN_VALUE);
    private Instant time = START;
    private int commands;

    /** Commands are sent at this second from now on. */
    Domain at(double second) {
        time = time(second);
        return this;
    }

    static Instant time(double second) {
        return START.plusMillis(Math.round(second * 1_000));
    }

    List<String> tryLock(String owner, String resource, double lease) {
        return decide(LockOp.TRY_LOCK, owner, resource, lease, 0, 0);
    }

    List<String> acquire(String owner, String resource, double lease, double wait) {
        return decide(LockOp.ACQUIRE, owner, resource, lease, wait, 0);
    }

    List<String> renew(String owner, String resource, double lease, long token) {
        return decide(LockOp.RENEW, owner, resource, lease, 0, token);
    }

    List<String> release(String owner, String resource, long token) {
        return decide(LockOp.RELEASE, owner, resource, 0, 0, token);
    }

    private List<String> decide(
            LockOp op, String owner, String resource, double lease, double wait, long token) {
        return words(
                locks.decide(
                        new LockRequest(
                                "shop",
                                "c" + ++commands,
                                resource,
                                owner,
                                op,
                                seconds(lease),
                                seconds(wait),
                                token,
                                time),
                        watermark));
    }

    List<String> refuse(String op, String reason) {
        return words(
                locks.refuse(
                        new InvalidRequest(
                                "shop", "c" + ++commands, "till", "me", op, time, reason),
                        watermark));
    }

    List<String> watermark(double second) {
        watermark = time(second);
        List<LockAnswer> all = new ArrayList<>();
        for (String resource : store.endedBy(watermark)) {
            all.addAll(locks.end("shop", resource, watermark));
        }
        return words(all);
    }

    private static Duration seconds(double number) {
        return Duration.ofMillis(Math.round(number * 1_000));
    }

    private List<String> words(List<LockAnswer> decided) {
        answers.addAll(decided);
        return decided.stream()
                .map(a -> a.owner() + " " + a.outcome().word() + " " + a.resource())
                .toList();
    }

    /** The last answer. */
    LockAnswer last() {
        return answers.get(answers.size() - 1);
    }

    /** Of the last grant of a resource. */
    long token(String resource) {
        return store.hold(resource).token();
    }
}
