package io.oncestream.job.store;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.state.command.Command;
import io.oncestream.state.store.BucketState;
import io.oncestream.state.store.BucketState.Sweep;
import io.oncestream.state.store.MovePhase;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreAnswer;
import io.oncestream.state.store.StoreOutcome;
import io.oncestream.state.store.StoreRow;
import io.oncestream.state.store.StoredEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides the commands of a bucket one after the other, and moves it from shard to shard.
 *
 * <p>A move from A to B goes on when what it has written is seen in the shard:
 *
 * <ol>
 *   <li>A's header says that it moves to B. A has all writes.
 *   <li>When that is seen in A, B gets all entries and the header with the next move, and all
 *       writes from then on. Before, who reads A could take it for the owner while B is ahead.
 *   <li>When that is seen in B, A's header says that it has moved. Before, who reads A and goes on
 *       to B would find nothing there.
 * </ol>
 *
 * <p>The shards hold copies of what is here: no entry is read back.
 */
final class Bucket {

    private final int number;
    private final Partitioning partitioning;
    private final BucketStore store;
    private final Writes writes;
    private BucketState state;

    /** Where rows go. */
    interface Writes {
        void write(String shard, StoreRow row);
    }

    /** What becomes of a command. */
    private record Decision(
            StoreOutcome outcome, @Nullable StoredEntry entry, @Nullable String reason) {
        static Decision of(StoreOutcome outcome, @Nullable StoredEntry entry) {
            return new Decision(outcome, entry, null);
        }
    }

    /**
     * As it was left.
     *
     * @param first where it is if nobody has used it yet
     */
    Bucket(int number, Partitioning partitioning, Ring first, BucketStore store, Writes writes) {
        this.number = number;
        this.partitioning = partitioning;
        this.store = store;
        this.writes = writes;
        BucketState before = store.state();
        this.state = before == null ? BucketState.of(first.owner(number)) : before;
    }

    // ---- commands ----

    StoreAnswer decide(Command command) {
        Decision decision;
        try {
            decision = decide(StoreFormat.request(command));
        } catch (IllegalArgumentException e) {
            decision = new Decision(StoreOutcome.INVALID, null, e.getMessage());
        }
        StoredEntry entry = decision.entry();
        return new StoreAnswer(
                command.key(),
                command.id(),
                command.op(),
                command.time(),
                number,
                state.seq(),
                decision.outcome(),
                entry == null ? null : entry.value(),
                entry == null ? 0 : entry.version(),
                decision.reason());
    }

    private Decision decide(StoreRequest request) {
        StoredEntry before = store.entry(request.key());
        Long wanted = request.ifVersion();
        if (wanted != null && wanted != (before == null ? 0 : before.version())) {
            return Decision.of(StoreOutcome.CONFLICT, before);
        }
        return switch (request.op()) {
            case GET -> Decision.of(before == null ? StoreOutcome.ABSENT : StoreOutcome.OK, before);
            case PUT -> put(request);
            case DELETE ->
                    before == null ? Decision.of(StoreOutcome.ABSENT, null) : delete(request.key());
        };
    }

    private Decision put(StoreRequest request) {
        long seq = state.seq() + 1;
        StoredEntry entry = new StoredEntry(request.text(), seq);
        store.put(request.key(), entry);
        change(state.withSeq(seq));
        write(entry(request.key(), entry));
        writeHeader();
        return Decision.of(StoreOutcome.OK, entry);
    }

    private Decision delete(String key) {
        long seq = state.seq() + 1;
        store.remove(key);
        change(state.withSeq(seq).withSweeps(sweepsWith(state.owner(), state.move(), seq)));
        write(StoreRow.deleted(number, key, seq, state.move()));
        writeHeader();
        return Decision.of(StoreOutcome.OK, null);
    }

    // ---- moves ----

    /** The ring gives it to a shard. The newest one counts, when the move under way is done. */
    void assign(String shard) {
        if (store.state() == null) {
            change(BucketState.of(shard));
            writeHeader();
        } else if (state.phase() != MovePhase.NONE) {
            change(state.withWanted(shard));
        } else if (!shard.equals(state.owner())) {
            announce(shard);
        }
    }

    /**
     * Goes on as far as the shards show what was written.
     *
     * @param mayCopy whether there is time to copy it, which takes the longer the more it has
     * @return whether it was copied
     */
    boolean proceed(StoreShards shards, boolean mayCopy) {
        sweep(shards);
        if (state.phase() == MovePhase.NONE) {
            return false;
        }
        Optional<BucketHeader> seen =
                shards.header(state.owner(), number)
                        .filter(header -> header.move() == state.move());
        if (state.phase() == MovePhase.COPIED) {
            seen.ifPresent(header -> settle());
            return false;
        }
        boolean isAnnounced =
                seen.filter(header -> header.state() == Ownership.MOVING)
                        .filter(header -> Objects.equals(header.other(), state.other()))
                        .isPresent();
        if (isAnnounced && mayCopy) {
            copy();
        }
        return isAnnounced && mayCopy;
    }

    private void sweep(StoreShards shards) {
        List<Sweep> left = new ArrayList<>();
        for (Sweep each : state.sweeps()) {
            if (!shards.swept(number, each.now())) {
                left.add(each);
            } else if (!each.isLast()) {
                left.add(each.next());
            }
        }
        if (!left.equals(state.sweeps())) {
            change(state.withSweeps(left));
        }
    }

    private void announce(String to) {
        change(state.announced(to));
        writeHeader();
    }

    private void copy() {
        change(state.copied());
        store.forEach((key, entry) -> write(entry(key, entry)));
        writeHeader();
    }

    private void settle() {
        String former = former();
        writes.write(
                former,
                StoreRow.header(
                        number,
                        partitioning.keys(number),
                        Ownership.MOVED,
                        state.move(),
                        state.owner(),
                        state.seq()));
        change(state.settled().withSweeps(sweepsWith(former, state.move(), 0)));
        String wanted = state.wanted();
        if (wanted != null) {
            change(state.withWanted(null));
            if (!wanted.equals(state.owner())) {
                announce(wanted);
            }
        }
    }

    private String former() {
        String former = state.other();
        if (former == null) {
            throw new IllegalStateException("nothing was copied: " + state);
        }
        return former;
    }

    boolean isMoving() {
        return state.phase() != MovePhase.NONE;
    }

    /** Whether rows are left that nobody needs. */
    boolean isUnswept() {
        return !state.sweeps().isEmpty();
    }

    /** Whether some of these are of an ownership that is over. */
    boolean hasLeftRows() {
        return state.sweeps().stream().anyMatch(each -> !each.shard().equals(state.owner()));
    }

    /**
     * One for each shard: what is dead at a later move includes what was before. One that is under
     * way is not begun anew with each row that dies.
     */
    private List<Sweep> sweepsWith(String shard, long move, long seq) {
        List<Sweep> sweeps = new ArrayList<>();
        Sweep added = Sweep.of(shard, move, seq);
        for (Sweep each : state.sweeps()) {
            if (!each.shard().equals(shard)) {
                sweeps.add(each);
            } else if (each.move() == move) {
                added = each.withNewest(seq);
            }
        }
        sweeps.add(added);
        return sweeps;
    }

    private void change(BucketState next) {
        state = next;
        store.setState(next);
    }

    private void write(StoreRow row) {
        writes.write(state.owner(), row);
    }

    private StoreRow entry(String key, StoredEntry entry) {
        return StoreRow.entry(number, key, entry.value(), entry.version(), state.move());
    }

    private void writeHeader() {
        boolean moves = state.phase() == MovePhase.ANNOUNCED;
        write(
                StoreRow.header(
                        number,
                        partitioning.keys(number),
                        moves ? Ownership.MOVING : Ownership.OWNER,
                        state.move(),
                        moves ? state.other() : null,
                        state.seq()));
    }
}
