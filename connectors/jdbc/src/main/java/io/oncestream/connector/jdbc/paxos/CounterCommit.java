package io.oncestream.connector.jdbc.paxos;

import static java.util.stream.Collectors.toMap;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.paxos.CounterValue.Done;
import io.oncestream.connector.jdbc.paxos.Delivery.CounterNow;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.state.counter.SealedCounters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second phase of a transaction whose checkpoint is complete: the index that counts it says so,
 * each counter takes its commands, and the tables get what came of it. It may be begun any number
 * of times, by anyone who has taken the index over, and takes effect once.
 *
 * <p>It is done when a majority has all of it. Another attempt counts for this index: {@link
 * IllegalStateException}, and the job restarts. A counter has other commands by these numbers:
 * {@link SinkFailure}.
 */
public final class CounterCommit implements Conversation {

    private final SealedCounters sealed;
    private final Complete complete;
    private final Ballots ballots;
    private final int members;
    private final Map<String, Additions> additions = new TreeMap<>();
    private final Changing<Boolean> index;
    private @Nullable Changing<Applied> counters;
    private @Nullable Delivery delivery;
    private boolean delivered;

    /**
     * What a register says of a transaction.
     *
     * @param before null where a later transaction of its lineage is in, before which it was
     *     answered
     * @param fault null where there is none
     */
    private record Applied(
            CounterNow now, @Nullable Long before, long version, @Nullable String fault) {}

    /**
     * The checkpoint that is known to be complete: the transaction's, or a later one. An earlier
     * one may have been given up, and no state knows of it then.
     *
     * @param run whose checkpoint it is
     */
    public record Complete(String run, long checkpoint) {}

    /**
     * Begins.
     *
     * @param ballots of the attempt that has taken the index over
     * @param subtask the index that this attempt has, whichever has sealed the transaction
     */
    public CounterCommit(
            SealedCounters sealed, Complete complete, Ballots ballots, int subtask, int members) {
        this.sealed = sealed;
        this.complete = complete;
        this.ballots = ballots;
        this.members = members;
        Map<String, List<CounterCommand>> byCounter = new LinkedHashMap<>();
        for (CounterEvent event : sealed.events()) {
            CounterCommand command = event.command();
            if (command != null) {
                byCounter
                        .computeIfAbsent(command.counter(), counter -> new ArrayList<>())
                        .add(command);
            }
        }
        byCounter.forEach((counter, commands) -> additions.put(counter, new Additions(commands)));
        additions.values().forEach(CounterCommit::requireOrder);
        index =
                new Changing<>(
                        ballots,
                        members,
                        Map.of(Registers.index(sealed.lineage(), subtask), this::moved));
    }

    private static void requireOrder(Additions adds) {
        if (adds.last() - adds.first() != adds.commands().size() - 1) {
            throw new SinkFailure(
                    "the commands to counter %s have gaps: the sink's input must be keyed by the counter"
                            .formatted(adds.commands().get(0).counter()));
        }
    }

    private Changed<Boolean> moved(@Nullable String value) {
        Position position = Position.of(value);
        if (!position.owner().equals(ballots.proposer())) {
            return new Changed<>(position.text(), false);
        }
        boolean isCounted =
                position.run().equals(complete.run())
                        && position.checkpoint() >= complete.checkpoint();
        Position next =
                isCounted
                        ? position
                        : position.at(position.owner(), complete.run(), complete.checkpoint());
        return new Changed<>(next.text(), true);
    }

    @Override
    public Optional<Request> next() {
        Optional<Request> first = index.next();
        if (first.isPresent()) {
            return first;
        }
        if (counters == null) {
            requireOwnIndex();
            counters = new Changing<>(ballots, members, changes());
        }
        Optional<Request> second = counters.next();
        if (second.isPresent()) {
            return second;
        }
        if (delivery == null) {
            delivery = delivery(counters.results());
            delivered = wasDelivered(counters.results());
        }
        return delivered ? Optional.empty() : Optional.of(new Request.Deliver(delivery));
    }

    private void requireOwnIndex() {
        if (index.results().containsValue(false)) {
            throw new IllegalStateException(
                    ("another attempt of this job, or a job that was resumed from its state, counts"
                         + " in its place since: this one does not count what checkpoint %d has. If"
                         + " it is one that Flink had given up, the restart of this one takes over"
                         + " again")
                            .formatted(sealed.checkpoint()));
        }
    }

    private Map<String, Change<Applied>> changes() {
        return additions.entrySet().stream()
                .collect(
                        toMap(
                                each -> Registers.counter(each.getKey()),
                                each -> value -> apply(each.getValue(), CounterValue.of(value))));
    }

    private Changed<Applied> apply(Additions adds, CounterValue value) {
        @Nullable Done done = value.done(sealed.lineage());
        long last = done == null ? 0 : done.last();
        if (last == adds.first() - 1) {
            if (done == null && value.lineages().size() >= Lineages.MAX) {
                return fault(value, "%d jobs have added to it already".formatted(Lineages.MAX));
            }
            CounterValue next =
                    value.with(adds.apply(value.n()), sealed.lineage(), sealed.run(), adds.last());
            return changed(next, new Applied(now(next), value.n(), next.version(), null));
        }
        if (done != null && last >= adds.last() && done.run().equals(sealed.run())) {
            boolean isLast = last == adds.last();
            return changed(
                    value,
                    new Applied(now(value), isLast ? done.before() : null, done.version(), null));
        }
        return fault(
                value,
                "it has the commands up to %d of this job%s, and is given %d to %d"
                        .formatted(
                                last,
                                done == null ? "" : ", of run " + done.run(),
                                adds.first(),
                                adds.last()));
    }

    private static Changed<Applied> fault(CounterValue value, String fault) {
        return changed(value, new Applied(now(value), null, 0, fault));
    }

    private static Changed<Applied> changed(CounterValue value, Applied applied) {
        return new Changed<>(value.text(), applied);
    }

    private static CounterNow now(CounterValue value) {
        return new CounterNow(value.n(), value.version());
    }

    /**
     * Behind it there is a later transaction of the lineage, and none is counted before its
     * predecessor is delivered. Its answers cannot be told again; a member that lacks them gets
     * them from another one.
     */
    private static boolean wasDelivered(Map<String, Applied> results) {
        return results.values().stream().anyMatch(applied -> applied.before == null);
    }

    private Delivery delivery(Map<String, Applied> results) {
        Map<String, CounterNow> now = new TreeMap<>();
        List<CounterAnswer> answers = new ArrayList<>();
        results.forEach(
                (register, applied) -> {
                    String counter = Registers.counterOf(register);
                    if (applied.fault != null) {
                        throw new SinkFailure(
                                "counter %s of run %s: %s: this is not the state that it was counted from"
                                        .formatted(counter, sealed.run(), applied.fault));
                    }
                    now.put(counter, applied.now);
                    if (applied.before != null) {
                        answers.addAll(
                                Objects.requireNonNull(additions.get(counter))
                                        .answers(applied.before, applied.version));
                    }
                });
        return new Delivery(
                sealed.transaction(),
                now,
                answers,
                all(CounterEvent::refused),
                all(CounterEvent::rejected));
    }

    private <T> List<T> all(Function<CounterEvent, @Nullable T> part) {
        List<T> all = new ArrayList<>();
        for (CounterEvent event : sealed.events()) {
            @Nullable T each = part.apply(event);
            if (each != null) {
                all.add(each);
            }
        }
        return all;
    }

    @Override
    public void answered(List<Map<String, Register>> replies) {
        if (delivery != null) {
            delivered = replies.size() > members / 2;
        } else if (counters != null) {
            counters.answered(replies);
        } else {
            index.answered(replies);
        }
    }

    @Override
    public int refusals() {
        return counters == null ? index.refusals() : counters.refusals();
    }
}
