package io.oncestream.job.locks;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockHold;
import io.oncestream.state.lock.LockOutcome;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of a domain, one after the other.
 *
 * <p>A resource has one holder at a time, and a queue in which the first to come is the first to be
 * served. Nobody may wait for itself, over however many others: so an owner does not take a second
 * time what it holds, nor queue a second time for what it waits for.
 *
 * <p>A decision's time is the latest of the command's, the watermark and the last decision's. A
 * command that is ahead takes no lease away: only the watermark ends leases, and a holder can renew
 * until then. Waits that have ended are answered when the watermark has come to their end, or when
 * the resource comes to them, which passes them over. At one resource waits end before the lease,
 * so a wait that ends with the lease is in vain.
 *
 * <p>A decision reads and writes one resource and its queue; one that queues also reads what its
 * owner would wait for.
 */
final class DomainLocks {
    static final int WAITS_MAX = 1_000;

    private final LockStore store;
    private final Supplier<Instant> wall;

    /**
     * Of a store.
     *
     * @param wall the machine's clock, above which the numbers of a new domain begin
     */
    DomainLocks(LockStore store, Supplier<Instant> wall) {
        this.store = store;
        this.wall = wall;
    }

    /** The answer to a command, unless it waits, and then those to others that waited for it. */
    List<LockAnswer> decide(LockRequest request, Instant watermark) {
        Instant time = Turn.later(request.time(), watermark);
        Turn turn = new Turn(store.clock(), wall, request.domain(), request.resource(), time);
        LockedResource resource = new LockedResource(store, request.resource(), turn);
        Asker asker =
                Asker.atOnce(turn.nextNumber(), request.id(), request.owner(), request.op().word());
        if (request.op() == LockOp.TRY_LOCK || request.op() == LockOp.ACQUIRE) {
            take(request, asker, resource, turn);
        } else {
            change(request, asker, resource, turn);
        }
        resource.save();
        store.setClock(turn.clock());
        return turn.answers();
    }

    /** The answer to a command that cannot be decided. It has its number as any other. */
    List<LockAnswer> refuse(InvalidRequest request, Instant watermark) {
        Instant time = Turn.later(request.time(), watermark);
        Turn turn = new Turn(store.clock(), wall, request.domain(), request.resource(), time);
        Asker asker = Asker.atOnce(turn.nextNumber(), request.id(), request.owner(), request.op());
        turn.answer(asker, LockOutcome.INVALID, request.reason());
        store.setClock(turn.clock());
        return turn.answers();
    }

    /** What ends at a resource by the time to which the watermark has come. */
    List<LockAnswer> end(String domain, String name, Instant watermark) {
        Turn turn = new Turn(store.clock(), wall, domain, name, watermark);
        LockedResource resource = new LockedResource(store, name, turn);
        LockHold held = resource.hold();
        if (held != null) {
            resource.end(held, watermark);
            resource.save();
            store.setClock(turn.clock());
        }
        return turn.answers();
    }

    private void take(LockRequest request, Asker asker, LockedResource resource, Turn turn) {
        LockHold held = resource.hold();
        if (held == null) {
            resource.grant(asker, request.lease(), List.of());
        } else if (request.op() == LockOp.TRY_LOCK) {
            turn.answer(asker, LockOutcome.BUSY, null);
        } else if (request.waitMax().isZero()) {
            turn.answer(asker, LockOutcome.TIMED_OUT, null);
        } else if (held.waits().size() >= WAITS_MAX) {
            turn.answer(asker, LockOutcome.INVALID, WAITS_MAX + " wait for it already");
        } else {
            queue(request, asker, resource, held, turn);
        }
    }

    private void queue(
            LockRequest request, Asker asker, LockedResource resource, LockHold held, Turn turn) {
        @Nullable String waiting = WaitGraph.circle(store, request.owner(), request.resource());
        if (waiting == null) {
            resource.queue(asker, held, request);
        } else if (waiting.equals(request.owner())) {
            turn.answer(asker, LockOutcome.DEADLOCK, "it holds it or waits for it already");
        } else {
            turn.answer(
                    asker,
                    LockOutcome.DEADLOCK,
                    "it would wait for %s, who waits for it".formatted(waiting));
        }
    }

    private static void change(
            LockRequest request, Asker asker, LockedResource resource, Turn turn) {
        LockHold held = resource.hold();
        if (held == null || !isHolder(request, held)) {
            turn.answer(asker, LockOutcome.NOT_HOLDER, null);
        } else if (request.op() == LockOp.RENEW) {
            resource.renew(asker, held, request.lease());
        } else {
            resource.release(asker, held);
        }
    }

    private static boolean isHolder(LockRequest request, LockHold held) {
        return held.token() == request.token() && held.owner().equals(request.owner());
    }
}
