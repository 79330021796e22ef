package io.oncestream.job.quorum;

import io.oncestream.function.quorum.Median;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.QuorumSize;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import io.oncestream.state.quorum.QuorumValue;
import io.oncestream.state.quorum.RoundProgress;
import io.oncestream.state.quorum.RoundVotes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of one instrument: counts what feeds have signed, which is checked before.
 *
 * <p>In {@link QuorumMode#EXACT} a value is certified once a quorum has signed it, whenever that
 * is, so that the order in which honest feeds are heard does not matter: a feed counts once for
 * each value. That a round is closed says there that nobody need wait for it. In {@link
 * QuorumMode#MEDIAN} a round is decided when it is closed, and never again.
 *
 * <p>A round is closed when so many feeds have signed a newer one that one of them is honest. A
 * feed that lies cannot close any alone, and what it signs pushes nothing but its own older
 * observations out of the memory.
 */
final class Rounds {

    private final QuorumConfig config;
    private final QuorumSize size;
    private final int exact;
    private final RoundStore store;
    private final Decisions decisions;

    Rounds(QuorumConfig config, RoundStore store, Decisions decisions) {
        this(config, config.feeds().size().exact(), store, decisions);
    }

    /** The same with another number of feeds that must sign one value. */
    Rounds(QuorumConfig config, int exact, RoundStore store, Decisions decisions) {
        this.config = config;
        this.size = config.feeds().size();
        this.exact = exact;
        this.store = store;
        this.decisions = decisions;
    }

    /** Takes what a feed has signed, if it is new. */
    void take(Observation observation) {
        Unused unused = unused(observation);
        if (unused != null) {
            decisions.unused(unused);
            return;
        }
        if (config.mode() == QuorumMode.MEDIAN
                && observation.round() <= store.progress().closed()) {
            decisions.unused(Unused.LATE);
        }
        count(observation);
        close(observation);
        remember(observation);
    }

    private @Nullable Unused unused(Observation observation) {
        long round = observation.round();
        List<Long> kept = store.rounds(observation.feed());
        if (Collections.binarySearch(kept, round) < 0) {
            // Else a feed could be counted again for a round of which its vote is forgotten.
            boolean isOld = kept.size() >= config.remember() && round < kept.get(0);
            return isOld ? Unused.TOO_OLD : null;
        }
        RoundVotes votes = Objects.requireNonNull(store.votes(round));
        List<Observation> same = ofFeed(votes, observation.feed());
        if (same.stream().anyMatch(each -> isOf(each, observation.value()))) {
            return Unused.REPEATED;
        }
        return same.size() > 1 ? Unused.THIRD_VALUE : null;
    }

    private static List<Observation> ofFeed(RoundVotes votes, String feed) {
        return votes.observations().stream().filter(each -> each.feed().equals(feed)).toList();
    }

    private void count(Observation observation) {
        RoundVotes before =
                Objects.requireNonNullElse(store.votes(observation.round()), RoundVotes.NONE);
        for (Observation other : ofFeed(before, observation.feed())) {
            decisions.evidence(new Evidence(other, observation));
        }
        List<Observation> observations = new ArrayList<>(before.observations());
        observations.add(observation);
        List<BigDecimal> certified = new ArrayList<>(before.certified());
        if (config.mode() == QuorumMode.EXACT && !hasValue(certified, observation.value())) {
            List<Observation> same =
                    observations.stream().filter(each -> isOf(each, observation.value())).toList();
            if (same.size() >= exact) {
                certify(observation.value(), same, certified);
            }
        }
        store.setVotes(observation.round(), new RoundVotes(observations, certified));
    }

    private static boolean isOf(Observation observation, BigDecimal value) {
        return observation.value().compareTo(value) == 0;
    }

    private static boolean hasValue(List<BigDecimal> values, BigDecimal value) {
        return values.stream().anyMatch(each -> each.compareTo(value) == 0);
    }

    /** Two certified values are no value. */
    private void certify(BigDecimal value, List<Observation> by, List<BigDecimal> certified) {
        String instrument = by.get(0).instrument();
        long round = by.get(0).round();
        certified.add(value);
        decisions.certificate(new Certificate(instrument, round, value, by));
        decisions.value(
                certified.size() == 1
                        ? new QuorumValue(
                                instrument, round, QuorumStatus.CERTIFIED, value, by.size())
                        : new QuorumValue(
                                instrument, round, QuorumStatus.CONFLICT, null, by.size()));
    }

    private void close(Observation observation) {
        RoundProgress before = store.progress();
        @Nullable Long newest = before.newest().get(observation.feed());
        if (newest != null && newest >= observation.round()) {
            return;
        }
        Map<String, Long> all = new HashMap<>(before.newest());
        all.put(observation.feed(), observation.round());
        long closed = Math.max(before.closed(), frontier(all) - config.openRounds());
        store.setProgress(new RoundProgress(closed, all));
        if (closed > before.closed()) {
            kept(before.closed(), closed).forEach(this::close);
        }
    }

    /** The newest round that a feed which must be honest has signed, or is beyond; -1: none. */
    private long frontier(Map<String, Long> newest) {
        return newest.values().stream()
                .sorted(Comparator.reverseOrder())
                .skip(size.oneHonest() - 1L)
                .findFirst()
                .orElse(-1L);
    }

    /** Of which something is kept: those behind one round and up to another, in ascending order. */
    private SortedSet<Long> kept(long behind, long upTo) {
        SortedSet<Long> all = new TreeSet<>();
        for (String feed : config.feeds().keys().keySet()) {
            List<Long> rounds = store.rounds(feed);
            all.addAll(rounds.subList(next(rounds, behind), next(rounds, upTo)));
        }
        // Those of the observation that is just taken are remembered behind this.
        return all;
    }

    /** Where the rounds that are newer than one begin. */
    private static int next(List<Long> rounds, long round) {
        int at = Collections.binarySearch(rounds, round);
        return at < 0 ? -at - 1 : at + 1;
    }

    private void close(long round) {
        RoundVotes votes = Objects.requireNonNull(store.votes(round));
        if (!votes.certified().isEmpty()) {
            return;
        }
        List<Observation> counting =
                config.mode() == QuorumMode.MEDIAN
                        ? votes.observations().stream()
                                .filter(each -> ofFeed(votes, each.feed()).size() == 1)
                                .toList()
                        : votes.observations();
        if (config.mode() == QuorumMode.MEDIAN && counting.size() >= size.median()) {
            List<BigDecimal> certified = new ArrayList<>();
            certify(Median.of(counting), counting, certified);
            store.setVotes(round, new RoundVotes(votes.observations(), certified));
            return;
        }
        // Else feeds that lie could make up rounds that there never were.
        if (feeds(votes.observations()) >= size.oneHonest()) {
            decisions.value(
                    new QuorumValue(
                            votes.observations().get(0).instrument(),
                            round,
                            QuorumStatus.UNDECIDED,
                            null,
                            feeds(counting)));
        }
    }

    private static int feeds(List<Observation> observations) {
        return (int) observations.stream().map(Observation::feed).distinct().count();
    }

    /** What a feed pushes out is its own. */
    private void remember(Observation observation) {
        List<Long> rounds = new ArrayList<>(store.rounds(observation.feed()));
        int at = Collections.binarySearch(rounds, observation.round());
        if (at >= 0) {
            return;
        }
        rounds.add(-at - 1, observation.round());
        while (rounds.size() > config.remember()) {
            forget(observation.feed(), rounds.remove(0));
        }
        store.setRounds(observation.feed(), rounds);
    }

    private void forget(String feed, long round) {
        RoundVotes votes = Objects.requireNonNull(store.votes(round));
        List<Observation> others =
                votes.observations().stream().filter(each -> !each.feed().equals(feed)).toList();
        if (others.isEmpty()) {
            store.removeVotes(round);
        } else {
            store.setVotes(round, new RoundVotes(others, votes.certified()));
        }
    }

    /** There is no more to come: what is open is closed, up to where honest feeds are. */
    void end() {
        RoundProgress before = store.progress();
        long end = frontier(before.newest());
        kept(before.closed(), end).forEach(this::close);
        store.setProgress(new RoundProgress(Math.max(before.closed(), end), before.newest()));
    }
}
