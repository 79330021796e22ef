package io.oncestream.connector.jdbc.paxos;

import io.oncestream.connector.jdbc.SinkFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An attempt takes over the subtask indices that it will count for, before it counts anything: its
 * own, and those beyond the present parallelism that are left to it. Whoever had them before counts
 * there no more.
 *
 * <p>{@link SinkFailure}: the databases have counted what this state does not know of, or the
 * counters are others'.
 */
public final class CounterStart implements Conversation {

    private final Attempt attempt;
    private final Ballots ballots;
    private final int members;
    private final Changing<Known> lineages;
    private @Nullable Changing<Position> indices;

    /**
     * Who starts, and from which state.
     *
     * @param lineage of the job
     * @param restored what was restored; empty: nothing was
     * @param joins whether a new lineage may add to the counters of others
     */
    public record Attempt(
            String lineage,
            int subtask,
            int parallelism,
            Optional<Restored> restored,
            boolean joins) {}

    /**
     * The state of a checkpoint, and where its run began.
     *
     * @param run whose checkpoint it is
     * @param baseRun from whose checkpoint that run was resumed; empty: from none
     */
    public record Restored(String run, long checkpoint, String baseRun, long baseCheckpoint) {}

    /** What the register of all lineages says to this one. */
    private record Known(int indices, @Nullable String fault) {}

    public CounterStart(Attempt attempt, Ballots ballots, int members) {
        this.attempt = attempt;
        this.ballots = ballots;
        this.members = members;
        lineages = new Changing<>(ballots, members, Map.of(Registers.LINEAGES, this::join));
    }

    private Changed<Known> join(@Nullable String value) {
        Lineages all = Lineages.of(value);
        boolean isNew = all.indices(attempt.lineage()) == 0;
        if (isNew && attempt.restored().isPresent()) {
            return refused(
                    all,
                    "nothing in these tables was counted by the job that is resumed: give those"
                            + " that it wrote, by --to and --table");
        }
        if (isNew && !all.indices().isEmpty() && !attempt.joins()) {
            return refused(
                    all,
                    "another job counts in these tables: add --join to count in them too, resume"
                            + " that job by --resume, or choose other tables by --table");
        }
        if (isNew && all.indices().size() >= Lineages.MAX) {
            return refused(
                    all,
                    "%d jobs have counted in these tables, and no more can: resume one of them by --resume, or choose other tables by --table"
                            .formatted(Lineages.MAX));
        }
        Lineages next = all.with(attempt.lineage(), attempt.parallelism());
        return new Changed<>(next.text(), new Known(next.indices(attempt.lineage()), null));
    }

    private static Changed<Known> refused(Lineages all, String fault) {
        return new Changed<>(all.text(), new Known(0, fault));
    }

    @Override
    public Optional<Request> next() {
        Optional<Request> first = lineages.next();
        if (first.isPresent()) {
            return first;
        }
        if (indices == null) {
            Known known = lineages.results().values().iterator().next();
            require(known.fault);
            indices = new Changing<>(ballots, members, takeovers(known.indices));
        }
        Optional<Request> second = indices.next();
        if (second.isEmpty()) {
            indices.results().values().forEach(this::requireKnown);
        }
        return second;
    }

    private Map<String, Change<Position>> takeovers(int count) {
        Map<String, Change<Position>> takeovers = new TreeMap<>();
        for (int i = attempt.subtask(); i < count; i += attempt.parallelism()) {
            takeovers.put(Registers.index(attempt.lineage(), i), this::takeOver);
        }
        return takeovers;
    }

    /** One that has counted more than is known here is left to whom it belongs. */
    private Changed<Position> takeOver(@Nullable String value) {
        Position position = Position.of(value);
        if (!isKnown(position)) {
            return new Changed<>(position.text(), position);
        }
        Position next =
                attempt.restored()
                        .map(is -> new Position(ballots.proposer(), is.run(), is.checkpoint()))
                        .orElse(new Position(ballots.proposer(), "", 0));
        return new Changed<>(next.text(), next);
    }

    private boolean isKnown(Position position) {
        if (position.isNone()) {
            return true;
        }
        return attempt.restored().stream()
                .anyMatch(
                        is ->
                                isUpTo(position, is.run(), is.checkpoint())
                                        || isUpTo(position, is.baseRun(), is.baseCheckpoint()));
    }

    private static boolean isUpTo(Position position, String run, long checkpoint) {
        return position.run().equals(run) && position.checkpoint() <= checkpoint;
    }

    private void requireKnown(Position position) {
        if (!isKnown(position)) {
            require(
                    attempt.restored()
                            .map(
                                    is ->
                                            "these counters are at %s, which %s does not know: resume from the newest checkpoint or savepoint of the job"
                                                    .formatted(position, name(is)))
                            .orElse(
                                    "these counters are at %s of a job with the same id: resume it by --resume"
                                            .formatted(position)));
        }
    }

    private static String name(Restored restored) {
        return "checkpoint %d of run %s".formatted(restored.checkpoint(), restored.run());
    }

    private static void require(@Nullable String fault) {
        if (fault != null) {
            throw new SinkFailure(fault);
        }
    }

    @Override
    public void answered(List<Map<String, Register>> replies) {
        if (indices == null) {
            lineages.answered(replies);
        } else {
            indices.answered(replies);
        }
    }

    @Override
    public int refusals() {
        return indices == null ? lineages.refusals() : indices.refusals();
    }
}
