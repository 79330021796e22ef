package io.oncestream.job.locks;

import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockOutcome;
import io.oncestream.state.lock.LockWait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to one resource in a turn, and what is to be stored of it then. */
final class LockedResource {
    private final LockStore store;
    private final String name;
    private final Turn turn;
    private final @Nullable LockHold before;
    private @Nullable LockHold hold;

    LockedResource(LockStore store, String name, Turn turn) {
        this.store = store;
        this.name = name;
        this.turn = turn;
        before = store.hold(name);
        hold = before;
    }

    /** Null where it is free. */
    @Nullable LockHold hold() {
        return hold;
    }

    /** The lease begins now, however long ago it was asked for. */
    void grant(Asker asker, Duration lease, List<LockWait> waits) {
        Instant leaseEnd = turn.now().plus(lease);
        hold = new LockHold(asker.owner(), asker.number(), leaseEnd, waits);
        turn.answer(asker, LockOutcome.GRANTED, asker.number(), leaseEnd);
    }

    void renew(Asker asker, LockHold held, Duration lease) {
        Instant leaseEnd = turn.now().plus(lease);
        hold = new LockHold(held.owner(), held.token(), leaseEnd, held.waits());
        turn.answer(asker, LockOutcome.RENEWED, held.token(), leaseEnd);
    }

    void release(Asker asker, LockHold held) {
        turn.answer(asker, LockOutcome.RELEASED, held.token(), null);
        passOn(held.waits());
    }

    void queue(Asker asker, LockHold held, LockRequest request) {
        store.addWait(request.owner(), name, asker.arrived());
        List<LockWait> waits = new ArrayList<>(held.waits());
        waits.add(
                new LockWait(
                        request.id(),
                        request.owner(),
                        asker.arrived(),
                        request.lease().toMillis(),
                        turn.now().plus(request.waitMax())));
        hold = withWaits(held, waits);
    }

    /** Ends the waits that have ended by a time, and then the lease, where this has too. */
    void end(LockHold held, Instant watermark) {
        List<LockWait> waits = new ArrayList<>();
        for (LockWait wait : held.waits()) {
            if (wait.waitEnd().isAfter(watermark)) {
                waits.add(wait);
            } else {
                timeOut(wait);
            }
        }
        if (held.leaseEnd().isAfter(watermark)) {
            hold = withWaits(held, waits);
            return;
        }
        Asker holder = Asker.holder(turn.nextNumber(), held);
        turn.answer(holder, LockOutcome.EXPIRED, held.token(), held.leaseEnd());
        passOn(waits);
    }

    /** To the first whose wait has not ended: who waits no more would hold it unused. */
    private void passOn(List<LockWait> waits) {
        hold = null;
        for (int i = 0; i < waits.size() && hold == null; i++) {
            LockWait wait = waits.get(i);
            if (wait.waitEnd().isAfter(turn.now())) {
                store.removeWait(wait.owner(), name);
                grant(
                        Asker.waited(turn.nextNumber(), wait),
                        Duration.ofMillis(wait.leaseMillis()),
                        new ArrayList<>(waits.subList(i + 1, waits.size())));
            } else {
                timeOut(wait);
            }
        }
    }

    private void timeOut(LockWait wait) {
        store.removeWait(wait.owner(), name);
        turn.answer(Asker.waited(turn.nextNumber(), wait), LockOutcome.TIMED_OUT, null);
    }

    private static LockHold withWaits(LockHold held, List<LockWait> waits) {
        return new LockHold(held.owner(), held.token(), held.leaseEnd(), waits);
    }

    void save() {
        if (Objects.equals(hold, before)) {
            return;
        }
        if (hold == null) {
            store.free(name);
        } else {
            store.setHold(name, hold);
        }
        moveEnd(firstEnd(before), firstEnd(hold));
    }

    private void moveEnd(@Nullable Instant from, @Nullable Instant to) {
        if (Objects.equals(from, to)) {
            return;
        }
        if (from != null) {
            store.removeEnd(name, from);
        }
        if (to != null) {
            store.addEnd(name, to);
        }
    }

    private static @Nullable Instant firstEnd(@Nullable LockHold hold) {
        if (hold == null) {
            return null;
        }
        Instant first = hold.leaseEnd();
        for (LockWait wait : hold.waits()) {
            first = wait.waitEnd().isBefore(first) ? wait.waitEnd() : first;
        }
        return first;
    }
}
