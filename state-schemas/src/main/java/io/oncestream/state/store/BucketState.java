package io.oncestream.state.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bucket, but for its entries.
 *
 * @param owner the shard that gets all writes
 * @param move with which it got the bucket: from 1 on
 * @param phase of the move that is under way
 * @param other of a move that is announced the shard that it goes to, of one that is copied the one
 *     that it comes from; else null
 * @param wanted the shard that it goes to next, when the move that is under way is done; else null
 * @param seq how many changes it has seen
 * @param sweeps where rows are left that nobody needs
 */
public record BucketState(
        String owner,
        long move,
        MovePhase phase,
        @Nullable String other,
        @Nullable String wanted,
        long seq,
        List<Sweep> sweeps) {

    /**
     * A shard with rows of a bucket that are dead as soon as its header is as far as this.
     *
     * @param move of the header, or a later one
     * @param seq of the header with that move, or a later one
     * @param newest of rows that died since, and are removed next; the same as {@code seq} where
     *     there are none
     */
    public record Sweep(String shard, long move, long seq, long newest) {

        public static Sweep of(String shard, long move, long seq) {
            return new Sweep(shard, move, seq, seq);
        }

        /** What is asked for now. */
        public Sweep now() {
            return of(shard, move, seq);
        }

        /** What is asked for when this is done. */
        public Sweep next() {
            return of(shard, move, newest);
        }

        public Sweep withNewest(long later) {
            return new Sweep(shard, move, seq, later);
        }

        public boolean isLast() {
            return newest == seq;
        }
    }

    /** Of a bucket that nobody has used yet. */
    public static BucketState of(String owner) {
        return new BucketState(owner, 1, MovePhase.NONE, null, null, 0, List.of());
    }

    public BucketState withSeq(long next) {
        return new BucketState(owner, move, phase, other, wanted, next, sweeps);
    }

    public BucketState withWanted(@Nullable String shard) {
        return new BucketState(owner, move, phase, other, shard, seq, sweeps);
    }

    public BucketState withSweeps(List<Sweep> left) {
        return new BucketState(owner, move, phase, other, wanted, seq, left);
    }

    /** The owner's header is to say to where it goes. */
    public BucketState announced(String to) {
        return new BucketState(owner, move, MovePhase.ANNOUNCED, to, null, seq, sweeps);
    }

    /** The shard that it goes to has it from now on. */
    public BucketState copied() {
        String next = other;
        String former = owner;
        if (next == null) {
            throw new IllegalStateException("no move is announced: " + this);
        }
        return new BucketState(next, move + 1, MovePhase.COPIED, former, wanted, seq, sweeps);
    }

    /** The move is done. */
    public BucketState settled() {
        return new BucketState(owner, move, MovePhase.NONE, null, wanted, seq, sweeps);
    }
}
