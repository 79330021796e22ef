package io.oncestream.job.locks;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockOutcome;
import io.oncestream.state.lock.LockWait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules once more: one list of locks, one of all that wait, and a look through all of both. */
final class NaiveLocks {
    record Lock(String resource, String owner, long token, Instant end) {}

    record Waiter(String resource, LockWait command) {}

    final List<Lock> locks = new ArrayList<>();
    final List<Waiter> waiters = new ArrayList<>();
    private long number = -1;
    private Instant now = Instant.EPOCH;
    private List<LockAnswer> answers = new ArrayList<>();

    Optional<Lock> lock(String resource) {
        return locks.stream().filter(lock -> lock.resource().equals(resource)).findFirst();
    }

    /** Those who wait for a resource, in the order in which they came. */
    List<Waiter> queue(String resource) {
        return waiters.stream().filter(waiter -> waiter.resource().equals(resource)).toList();
    }

    List<LockAnswer> decide(LockRequest request, Instant watermark) {
        begin(Stream.of(now, request.time(), watermark).max(Instant::compareTo).orElseThrow());
        Optional<Lock> lock = lock(request.resource());
        boolean holds =
                lock.filter(held -> held.token() == request.token())
                        .filter(held -> held.owner().equals(request.owner()))
                        .isPresent();
        LockWait asked =
                new LockWait(
                        request.id(),
                        request.owner(),
                        number,
                        request.lease().toMillis(),
                        now.plus(request.waitMax()));
        switch (request.op()) {
            case TRY_LOCK, ACQUIRE -> {
                if (lock.isEmpty()) {
                    hold(request.resource(), asked, number, request.op().word());
                } else if (request.op() == LockOp.TRY_LOCK) {
                    say(request, LockOutcome.BUSY, null, null);
                } else if (request.waitMax().isZero()) {
                    say(request, LockOutcome.TIMED_OUT, null, null);
                } else if (closesACircle(request.owner(), request.resource())) {
                    say(request, LockOutcome.DEADLOCK, null, null);
                } else {
                    waiters.add(new Waiter(request.resource(), asked));
                }
            }
            case RENEW -> {
                if (holds) {
                    Instant end = now.plus(request.lease());
                    locks.remove(lock.get());
                    locks.add(new Lock(request.resource(), request.owner(), request.token(), end));
                    say(request, LockOutcome.RENEWED, request.token(), end);
                } else {
                    say(request, LockOutcome.NOT_HOLDER, null, null);
                }
            }
            case RELEASE -> {
                if (holds) {
                    say(request, LockOutcome.RELEASED, request.token(), null);
                    locks.remove(lock.get());
                    serve(request.resource());
                } else {
                    say(request, LockOutcome.NOT_HOLDER, null, null);
                }
            }
        }
        return answers;
    }

    /** Resource by resource, that with the earliest end first. */
    List<LockAnswer> end(Instant watermark) {
        answers = new ArrayList<>();
        while (true) {
            Optional<Lock> next =
                    locks.stream()
                            .filter(lock -> !firstEnd(lock).isAfter(watermark))
                            .min(
                                    Comparator.comparing(this::firstEnd)
                                            .thenComparing(Lock::resource));
            if (next.isEmpty()) {
                return answers;
            }
            now = now.isAfter(watermark) ? now : watermark;
            end(next.get(), watermark);
        }
    }

    Instant firstEnd(Lock lock) {
        return Stream.concat(
                        Stream.of(lock.end()),
                        queue(lock.resource()).stream().map(waiter -> waiter.command().waitEnd()))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private void end(Lock lock, Instant watermark) {
        for (Waiter waiter : queue(lock.resource())) {
            if (!waiter.command().waitEnd().isAfter(watermark)) {
                timeOut(waiter);
            }
        }
        if (!lock.end().isAfter(watermark)) {
            locks.remove(lock);
            number++;
            answers.add(
                    new LockAnswer(
                            "d",
                            number,
                            number,
                            null,
                            lock.resource(),
                            lock.owner(),
                            null,
                            LockOutcome.EXPIRED,
                            lock.token(),
                            lock.end(),
                            now,
                            null));
            serve(lock.resource());
        }
    }

    private void begin(Instant time) {
        answers = new ArrayList<>();
        number =
                number < 0
                        ? time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000
                        : number + 1;
        now = time;
    }

    private void serve(String resource) {
        for (Waiter waiter : queue(resource)) {
            if (lock(resource).isPresent()) {
                return;
            }
            if (waiter.command().waitEnd().isAfter(now)) {
                waiters.remove(waiter);
                hold(resource, waiter.command(), ++number, "acquire");
            } else {
                timeOut(waiter);
            }
        }
    }

    private void timeOut(Waiter waiter) {
        waiters.remove(waiter);
        LockWait wait = waiter.command();
        answers.add(
                new LockAnswer(
                        "d",
                        ++number,
                        wait.arrived(),
                        wait.id(),
                        waiter.resource(),
                        wait.owner(),
                        "acquire",
                        LockOutcome.TIMED_OUT,
                        null,
                        null,
                        now,
                        null));
    }

    private void hold(String resource, LockWait wait, long token, String op) {
        Lock lock = new Lock(resource, wait.owner(), token, now.plusMillis(wait.leaseMillis()));
        locks.add(lock);
        answers.add(
                new LockAnswer(
                        "d",
                        token,
                        wait.arrived(),
                        wait.id(),
                        resource,
                        wait.owner(),
                        op,
                        LockOutcome.GRANTED,
                        token,
                        lock.end(),
                        now,
                        null));
    }

    private void say(LockRequest request, LockOutcome outcome, Long token, Instant end) {
        answers.add(
                new LockAnswer(
                        "d",
                        number,
                        number,
                        request.id(),
                        request.resource(),
                        request.owner(),
                        request.op().word(),
                        outcome,
                        token,
                        end,
                        now,
                        null));
    }

    /** Whether there is a way from an owner back to it, were it in a queue too. */
    private boolean closesACircle(String owner, String resource) {
        Set<String> reached = new HashSet<>();
        lock(resource).ifPresent(lock -> reached.add(lock.owner()));
        queue(resource).forEach(waiter -> reached.add(waiter.command().owner()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (String one : List.copyOf(reached)) {
                grows |= reached.addAll(blockers(one));
            }
        }
        return reached.contains(owner);
    }

    /** Whom an owner waits for. */
    private Set<String> blockers(String owner) {
        Set<String> found = new HashSet<>();
        for (Waiter mine : waiters) {
            if (mine.command().owner().equals(owner)) {
                lock(mine.resource()).ifPresent(lock -> found.add(lock.owner()));
                waiters.stream()
                        .takeWhile(other -> !other.equals(mine))
                        .filter(other -> other.resource().equals(mine.resource()))
                        .forEach(other -> found.add(other.command().owner()));
            }
        }
        return found;
    }

    LockHold asStored(Lock lock) {
        return new LockHold(
                lock.owner(),
                lock.token(),
                lock.end(),
                queue(lock.resource()).stream().map(Waiter::command).toList());
    }
}
