package io.oncestream.connector.jdbc.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the runs that have written a table descend from each other, as a tree: without a database in
 * it.
 *
 * <pre>
 *   first run   1 ─ 5 ─ 6 ─ 7
 *                   │       └─ 8 ─ 9     resumed from 7
 *                   └─ 6 ─ 7             resumed from 5
 * </pre>
 *
 * Checkpoint ids repeat in different branches, and so do the rows of the input that they stand for:
 * a table holds the rows of one path from the root. A state can go on with a table if it lies on
 * the table's path (then the table is ahead of it) or the table lies on the state's.
 *
 * <p>Epochs only grow, and whoever begins a branch notes the epoch with which it does, as does who
 * goes on with his own after another one began. So an epoch belongs to the branch of the latest
 * note before it.
 *
 * <p>Within a branch Flink may set the run back: it restores checkpoints only and no savepoints, of
 * which one may have been taken since. The ids between the restored checkpoint and the next one are
 * then no part of the branch for those who were there before.
 */
public final class History {

    /**
     * A note of where a start began.
     *
     * @param epoch of the start that wrote it
     * @param run that the start is of
     * @param jobId of the same
     * @param fromEpoch of the start whose checkpoint was restored, 0 for an empty table
     * @param fromCheckpoint the id of that checkpoint, 0 for an empty table
     * @param next where it goes on with the branch that it comes from, the next checkpoint of that;
     *     empty where it begins another one
     * @param removed how many rows it removed that the table had beyond that
     */
    record Beginning(
            long epoch,
            String run,
            String jobId,
            long fromEpoch,
            long fromCheckpoint,
            OptionalLong next,
            long removed,
            String startedAt) {}

    /** A point in a branch: what had happened there when a checkpoint was taken. */
    record Position(Branch branch, long checkpoint) {}

    /** One run's way on from a checkpoint. Equal ones are the same object within a history. */
    static final class Branch {
        private final @Nullable Branch parent;
        private final long fork;

        private Branch(@Nullable Branch parent, long fork) {
            this.parent = parent;
            this.fork = fork;
        }
    }

    private record Identity(Branch parent, String run, long fork) {}

    private final Branch root = new Branch(null, 0);
    private final List<Beginning> beginnings = new ArrayList<>();
    private final TreeMap<Long, Branch> byEpoch = new TreeMap<>();
    private final Map<Identity, Branch> branches = new HashMap<>();

    /**
     * @param byEpoch all notes of a table, the oldest first
     */
    History(List<Beginning> byEpoch) {
        byEpoch.forEach(this::add);
    }

    private void add(Beginning beginning) {
        beginnings.add(beginning);
        if (beginning.next().isPresent()) {
            byEpoch.put(beginning.epoch(), branch(beginning.fromEpoch()));
            return;
        }
        Position from = position(beginning.fromEpoch(), beginning.fromCheckpoint());
        Identity identity =
                new Identity(from.branch(), beginning.run(), beginning.fromCheckpoint());
        byEpoch.put(
                beginning.epoch(),
                branches.computeIfAbsent(identity, is -> new Branch(is.parent(), is.fork())));
    }

    List<Beginning> beginnings() {
        return beginnings;
    }

    /** The branch that a start with this epoch wrote. */
    Branch branch(long epoch) {
        return byEpoch.floorEntry(epoch) == null ? root : byEpoch.floorEntry(epoch).getValue();
    }

    /** The branch that the latest start writes, unless the next one begins another. */
    Branch latest() {
        return branch(Long.MAX_VALUE);
    }

    /** The branch that this run began at a place, if it did. */
    Optional<Branch> begunAt(Position from, String run) {
        return Optional.ofNullable(
                branches.get(new Identity(from.branch(), run, from.checkpoint())));
    }

    /** Whether the latest start is of this run too, and went on from the same place. */
    boolean latestBeganAt(Position from, String run) {
        return begunAt(from, run).filter(same -> same == latest()).isPresent();
    }

    /** Where the next run after this one first began; whoever does so again is none. */
    Optional<Beginning> begunBehind(String run) {
        Set<String> before = new HashSet<>();
        for (Beginning beginning : beginnings) {
            boolean isFirst = beginning.next().isEmpty() && before.add(beginning.run());
            if (isFirst && before.contains(run) && !beginning.run().equals(run)) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }

    /** Where a checkpoint is. One at which the branch began is the parent's. */
    public Position position(long epoch, long checkpoint) {
        Branch branch = branch(epoch);
        while (branch.parent != null && checkpoint <= branch.fork) {
            branch = branch.parent;
        }
        return new Position(branch, checkpoint);
    }

    /** The start behind which a state of an earlier one is no part of its branch any more. */
    Optional<Beginning> setBackBehind(long epoch, long checkpoint) {
        return beginnings.stream()
                .filter(beginning -> beginning.epoch() > epoch)
                .filter(beginning -> branch(beginning.epoch()) == branch(epoch))
                .filter(
                        beginning ->
                                beginning.fromCheckpoint() < checkpoint
                                        && checkpoint < beginning.next().orElse(0))
                .findFirst();
    }

    /** Whether one of the two came to be on the way to the other. */
    public static boolean areOnOnePath(Position one, Position other) {
        return leadsTo(one, other) || leadsTo(other, one);
    }

    private static boolean leadsTo(Position earlier, Position later) {
        @Nullable Branch branch = later.branch();
        long upTo = later.checkpoint();
        while (branch != null) {
            if (branch == earlier.branch()) {
                return earlier.checkpoint() <= upTo;
            }
            upTo = branch.fork;
            branch = branch.parent;
        }
        return false;
    }

    /** The last checkpoint that is on the ways to both. */
    long lastCommon(Position one, Position other) {
        Branch branch = one.branch();
        long upTo = one.checkpoint();
        while (branch.parent != null && !descends(other.branch(), branch)) {
            upTo = branch.fork;
            branch = branch.parent;
        }
        return Math.min(upTo, lastIn(branch, other));
    }

    /** How far the way to a position is in a branch that it comes through. */
    private static long lastIn(Branch branch, Position position) {
        Branch at = position.branch();
        long upTo = position.checkpoint();
        while (at != branch && at.parent != null) {
            upTo = at.fork;
            at = at.parent;
        }
        return upTo;
    }

    private static boolean descends(Branch branch, Branch ancestor) {
        for (@Nullable Branch at = branch; at != null; at = at.parent) {
            if (at == ancestor) {
                return true;
            }
        }
        return false;
    }

    /** The beginning by which the way to one position left the way to the other, if it did. */
    Optional<Beginning> whereLeft(Position gone, Position other) {
        if (descends(other.branch(), gone.branch())) {
            return Optional.empty();
        }
        Branch branch = gone.branch();
        while (branch.parent != null && !descends(other.branch(), branch.parent)) {
            branch = branch.parent;
        }
        Branch left = branch;
        return beginnings.stream()
                .filter(beginning -> beginning.next().isEmpty())
                .filter(beginning -> byEpoch.get(beginning.epoch()) == left)
                .findFirst();
    }
}
