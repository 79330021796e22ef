package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.paxos.Lineages.Claim;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An attempt takes over the subtask indices that it will count for, before it counts anything: its
 * own, and those beyond the present parallelism that are left to it. Whoever had them before counts
 * there no more.
 *
 * <p>Two runs of one lineage must not each take some of the indices: both would count, and each be
 * refused for what the other has counted. So each instance claims <i>all</i> indices for its run
 * first, by a number that is above those of the runs before, and sees where they are. Only then it
 * takes its own, unless a later run has claimed them.
 *
 * <p>{@link SinkFailure}: the databases have counted what this state does not know of, or the
 * counters are others'. {@link IllegalStateException}: another run starts at the same time.
 */
public final class CounterStart implements Conversation {

    private final Attempt attempt;
    private final Ballots ballots;
    private final int members;
    private final Changing<Joined> lineages;
    private long claim;
    private @Nullable Changing<Position> claims;
    private @Nullable Changing<Position> takeovers;

    /**
     * Who starts, and from which state.
     *
     * @param lineage of the job
     * @param run this submission of it
     * @param restored what was restored; empty: nothing was
     * @param joins whether a new lineage may add to the counters of others
     */
    public record Attempt(
            String lineage,
            String run,
            int subtask,
            int parallelism,
            Optional<Restored> restored,
            boolean joins) {}

    /**
     * The state of a checkpoint, and which checkpoints are in its history. Not all that its run has
     * completed are: behind a savepoint a run may have gone back to the checkpoint before it.
     *
     * @param run whose checkpoint it is
     * @param first checkpoint of the attempt that made it
     * @param baseRun from whose checkpoint that attempt started; empty: from none
     */
    public record Restored(
            String run, long checkpoint, long first, String baseRun, long baseCheckpoint) {

        private boolean knows(Position position) {
            return position.isNone()
                    || (position.run().equals(run)
                            && position.checkpoint() >= first
                            && position.checkpoint() <= checkpoint)
                    || (position.run().equals(baseRun) && position.checkpoint() <= baseCheckpoint);
        }
    }

    /** What the register of all lineages says to this one: one of the two. */
    private record Joined(@Nullable Claim claim, @Nullable String fault) {}

    /** Begins. */
    public CounterStart(Attempt attempt, Ballots ballots, int members) {
        this.attempt = attempt;
        this.ballots = ballots;
        this.members = members;
        lineages = new Changing<>(ballots, members, Map.of(Registers.LINEAGES, this::join));
    }

    private Changed<Joined> join(@Nullable String value) {
        Lineages all = Lineages.of(value);
        @Nullable String fault = all.claim(attempt.lineage()) == null ? faultOfNew(all) : null;
        if (fault != null) {
            return new Changed<>(all.text(), new Joined(null, fault));
        }
        Lineages next = all.with(attempt.lineage(), attempt.run(), attempt.parallelism());
        return new Changed<>(next.text(), new Joined(next.claim(attempt.lineage()), null));
    }

    private @Nullable String faultOfNew(Lineages all) {
        if (attempt.restored().isPresent()) {
            return "nothing in these tables was counted by the job that is resumed: give those that"
                    + " it wrote, by --to and --table";
        }
        if (!all.claims().isEmpty() && !attempt.joins()) {
            return "another job counts in these tables: add --join to count in them too, resume"
                    + " that job by --resume, or choose other tables by --table";
        }
        if (all.claims().size() >= Lineages.MAX) {
            return ("%d jobs have counted in these tables, and no more can: resume one of them by"
                            + " --resume, or choose other tables by --table")
                    .formatted(Lineages.MAX);
        }
        return null;
    }

    @Override
    public Optional<Request> next() {
        Optional<Request> request = lineages.next();
        if (request.isPresent()) {
            return request;
        }
        if (claims == null) {
            claims = claims(lineages.results().values().iterator().next());
        }
        request = claims.next();
        if (request.isPresent()) {
            return request;
        }
        if (takeovers == null) {
            requireOwn(claims);
            takeovers = takeovers(claims.results().size());
        }
        request = takeovers.next();
        if (request.isEmpty()) {
            requireOwn(takeovers);
        }
        return request;
    }

    private Changing<Position> claims(Joined joined) {
        if (joined.claim == null) {
            throw new SinkFailure(Objects.requireNonNull(joined.fault));
        }
        claim = joined.claim.number();
        return changes(0, 1, joined.claim.indices(), this::claimed);
    }

    private Position claimed(Position position) {
        return position.claim() == claim ? position : position.claimed(claim);
    }

    private Changing<Position> takeovers(int count) {
        return changes(attempt.subtask(), attempt.parallelism(), count, this::taken);
    }

    private Position taken(Position position) {
        return attempt.restored()
                .map(is -> position.at(ballots.proposer(), is.run(), is.checkpoint()))
                .orElse(position.at(ballots.proposer(), "", 0));
    }

    /** One that a later run has, or that has counted what is not known here, stays as it is. */
    private Changing<Position> changes(int from, int step, int to, UnaryOperator<Position> change) {
        Map<String, Change<Position>> changes = new TreeMap<>();
        for (int i = from; i < to; i += step) {
            changes.put(
                    Registers.index(attempt.lineage(), i),
                    value -> {
                        Position is = Position.of(value);
                        Position next = is.claim() <= claim && isKnown(is) ? change.apply(is) : is;
                        return new Changed<>(next.text(), next);
                    });
        }
        return new Changing<>(ballots, members, changes);
    }

    private void requireOwn(Changing<Position> indices) {
        indices.results().values().forEach(this::requireOwn);
    }

    private void requireOwn(Position position) {
        if (!isKnown(position)) {
            throw new SinkFailure(
                    attempt.restored()
                            .map(is -> unknown(position, is))
                            .orElse(
                                    ("these counters are at %s of a job with the same id: resume it"
                                                    + " by --resume")
                                            .formatted(position)));
        }
        if (position.claim() > claim) {
            throw new IllegalStateException(
                    "another run of this job starts at the same time, and counts in its place: if"
                        + " it has not counted anything, the restart of this one takes over again");
        }
    }

    private static String unknown(Position position, Restored restored) {
        return ("these counters are at %s, which checkpoint %d of run %s does not know: resume from"
                        + " the newest checkpoint or savepoint of the job")
                .formatted(position, restored.checkpoint(), restored.run());
    }

    private boolean isKnown(Position position) {
        return attempt.restored().map(is -> is.knows(position)).orElse(position.isNone());
    }

    @Override
    public void answered(List<Map<String, Register>> replies) {
        now().answered(replies);
    }

    @Override
    public int refusals() {
        return now().refusals();
    }

    private Changing<?> now() {
        if (takeovers != null) {
            return takeovers;
        }
        return claims == null ? lineages : claims;
    }
}
