package io.oncestream.job.quorum;

import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.QuorumSize;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.quorum.QuorumStatus;
import io.oncestream.state.quorum.QuorumValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two runs that hear the same feeds differently, and what must not happen in them. */
final class QuorumSimulation {

    /** What is wrong on purpose. */
    enum Flaw {
        NONE,
        /** One feed more lies than may. */
        TOO_MANY_LIARS,
        /** f + 1 feeds certify a value. */
        LOWER_QUORUM
    }

    private static final Map<List<Integer>, TestFeeds> FEEDS = new HashMap<>();

    private final QuorumMode mode;
    private final QuorumConfig config;
    private final int exact;
    private final FeedHistory history;
    private final boolean losesNothing;
    private final boolean inOrderOfFeeds;
    private final List<String> violations = new ArrayList<>();

    private QuorumSimulation(long seed, QuorumMode mode, Flaw flaw) {
        // Of seeds that are near each other the first numbers would be the same.
        Random random = new Random(new Random(seed).nextLong() * 0x9E3779B97F4A7C15L);
        this.mode = mode;
        int faulty = 1 + random.nextInt(2);
        int feeds = 3 * faulty + 1 + random.nextInt(2);
        QuorumSize size = new QuorumSize(feeds, faulty);
        this.exact = flaw == Flaw.LOWER_QUORUM ? faulty + 1 : size.exact();
        int liars = flaw == Flaw.TOO_MANY_LIARS ? faulty + 1 : random.nextInt(faulty + 1);
        this.history = new FeedHistory(random, feeds, liars, mode);
        this.losesNothing = random.nextBoolean();
        this.inOrderOfFeeds = random.nextBoolean();
        int openRounds = 1 + random.nextInt(3);
        // What is remembered holds all rounds, or only some of them.
        int remember = losesNothing ? 3 * FeedHistory.ROUNDS : openRounds + 1 + random.nextInt(4);
        TestFeeds test =
                FEEDS.computeIfAbsent(
                        List.of(feeds, faulty), key -> TestFeeds.of(feeds, faulty, "gold"));
        this.config = new QuorumConfig(test.feeds(), mode, openRounds, remember);
    }

    /** What went wrong. */
    static List<String> violations(long seed, QuorumMode mode, Flaw flaw) {
        return new QuorumSimulation(seed, mode, flaw).run();
    }

    private List<String> run() {
        Decided one = decided();
        Decided other = decided();
        if (mode == QuorumMode.EXACT) {
            requireOneValue(one, other);
        }
        for (Decided each : List.of(one, other)) {
            requireProof(each);
            requireBlameOfLiars(each);
            requireLastValues(each);
            if (mode == QuorumMode.MEDIAN) {
                requireHonestRange(each);
            } else if (losesNothing) {
                requireWhatHonestFeedsAgreeOn(each);
            }
        }
        return violations;
    }

    private Decided decided() {
        MapRoundStore store = new MapRoundStore();
        Decided decided = new Decided();
        Rounds rounds = new Rounds(config, exact, store, decided);
        for (Observation each : history.heard(losesNothing, inOrderOfFeeds)) {
            rounds.take(each);
            requireBounds(store);
        }
        rounds.end();
        return decided;
    }

    private void require(boolean holds, String what, Object about) {
        if (!holds) {
            violations.add(what + ": " + about);
        }
    }

    private static boolean isSame(BigDecimal one, @Nullable BigDecimal other) {
        return other != null && one.compareTo(other) == 0;
    }

    /** Nothing is kept but for what is remembered, and nothing of that is missing. */
    private void requireBounds(MapRoundStore store) {
        Map<String, List<Long>> kept = new HashMap<>();
        store.votes.forEach(
                (round, votes) ->
                        votes.observations().stream()
                                .map(Observation::feed)
                                .distinct()
                                .forEach(
                                        feed ->
                                                kept.computeIfAbsent(feed, f -> new ArrayList<>())
                                                        .add(round)));
        require(kept.equals(store.rounds), "kept is something else", kept);
        require(
                kept.values().stream().allMatch(all -> all.size() <= config.remember()),
                "more is kept than is to be remembered",
                kept);
    }

    private void requireOneValue(Decided one, Decided other) {
        Map<Long, Set<BigDecimal>> values = new TreeMap<>();
        for (Decided each : List.of(one, other)) {
            for (Certificate certificate : each.certificates) {
                values.computeIfAbsent(certificate.round(), round -> new HashSet<>())
                        .add(certificate.value());
            }
        }
        values.forEach((round, all) -> require(all.size() == 1, "values of round " + round, all));
    }

    private void requireProof(Decided decided) {
        for (Certificate each : decided.certificates) {
            long feeds = each.observations().stream().map(Observation::feed).distinct().count();
            int needed = mode == QuorumMode.EXACT ? exact : config.feeds().size().median();
            require(feeds == each.observations().size() && feeds >= needed, "no certificate", each);
        }
    }

    private void requireBlameOfLiars(Decided decided) {
        Set<List<Object>> blamed = new HashSet<>();
        for (Evidence each : decided.evidence) {
            Observation first = each.first();
            require(!history.isHonest(first.feed()), "blamed", each);
            require(blamed.add(List.of(first.feed(), first.round())), "twice", each);
            require(!isSame(first.value(), each.second().value()), "one value", each);
        }
    }

    /** The last word on a round is that of its certificate, if it has one. */
    private void requireLastValues(Decided decided) {
        Map<Long, Certificate> certificates = new HashMap<>();
        decided.certificates.forEach(each -> certificates.put(each.round(), each));
        for (QuorumValue each : decided.values.values()) {
            Certificate certificate = certificates.remove(each.round());
            boolean isRight =
                    certificate == null
                            ? each.status() == QuorumStatus.UNDECIDED
                            : each.status() == QuorumStatus.CERTIFIED
                                    && isSame(certificate.value(), each.value());
            require(isRight, "not what the certificate says", each);
        }
        require(certificates.isEmpty(), "certificates without a value", certificates);
    }

    private void requireHonestRange(Decided decided) {
        Set<Long> rounds = new HashSet<>();
        for (Certificate each : decided.certificates) {
            require(rounds.add(each.round()), "decided twice", each);
            if (each.round() < FeedHistory.ROUNDS) {
                List<BigDecimal> honest = history.honest(each.round());
                require(
                        each.value().compareTo(Collections.min(honest)) >= 0
                                && each.value().compareTo(Collections.max(honest)) <= 0,
                        "outside of " + honest,
                        each);
            }
        }
    }

    private void requireWhatHonestFeedsAgreeOn(Decided decided) {
        for (long round = 0; round < FeedHistory.ROUNDS; round++) {
            List<BigDecimal> honest = history.honest(round);
            for (BigDecimal value : Set.copyOf(honest)) {
                QuorumValue last = decided.values.get(round);
                boolean isAgreed = Collections.frequency(honest, value) >= exact;
                require(
                        !isAgreed || (last != null && isSame(value, last.value())),
                        "not what honest feeds agree on",
                        round);
            }
        }
    }
}
