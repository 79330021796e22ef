package io.oncestream.job.quorum;

import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What feeds have signed: honest ones a value a round, nearly always the same; the last ones, which
 * lie, whatever may do harm.
 */
final class FeedHistory {

    static final int ROUNDS = 6;

    private final Random random;
    private final int feeds;
    private final int liars;
    private final QuorumMode mode;
    private final List<List<Observation>> signed = new ArrayList<>();

    FeedHistory(Random random, int feeds, int liars, QuorumMode mode) {
        this.random = random;
        this.feeds = feeds;
        this.liars = liars;
        this.mode = mode;
        boolean colludes = random.nextBoolean();
        for (int feed = 0; feed < feeds; feed++) {
            boolean isHonest = feed < feeds - liars;
            signed.add(isHonest ? honest(feed) : colludes ? shifted(feed) : lies(feed));
        }
    }

    boolean isHonest(String feed) {
        return feed.charAt(0) - 'a' < feeds - liars;
    }

    /** What honest feeds have signed for a round. */
    List<BigDecimal> honest(long round) {
        return signed.subList(0, feeds - liars).stream()
                .map(all -> all.get((int) round).value())
                .toList();
    }

    private List<Observation> honest(int feed) {
        List<Observation> all = new ArrayList<>();
        int differsOneIn = 2 + random.nextInt(5);
        for (int round = 0; round < ROUNDS; round++) {
            int usual = mode == QuorumMode.EXACT ? 10 : 10 + random.nextInt(5);
            all.add(observation(feed, round, random.nextInt(differsOneIn) == 0 ? 11 : usual));
        }
        return all;
    }

    /** One value a round, far off; or of two that are near, both. */
    private List<Observation> shifted(int feed) {
        List<Observation> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            if (mode == QuorumMode.MEDIAN) {
                all.add(observation(feed, round, 500));
            } else {
                all.add(observation(feed, round, 10));
                all.add(observation(feed, round, 11));
            }
        }
        return all;
    }

    private List<Observation> lies(int feed) {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < 3 * ROUNDS; i++) {
            int round = random.nextInt(ROUNDS);
            int value = random.nextBoolean() ? 10 + random.nextInt(2) : random.nextInt(1_000) - 500;
            all.add(observation(feed, round, value));
            if (random.nextInt(10) == 0) {
                all.add(observation(feed, 1_000_000 + random.nextInt(100), value));
            }
        }
        return all;
    }

    private static Observation observation(int feed, long round, int value) {
        String name = TestFeeds.name(feed);
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        return new Observation(name, "gold", round, number, name + round + value);
    }

    /**
     * As one run hears it: mixed, some of it twice, some of it not at all, of liars what they like.
     */
    List<Observation> heard(boolean losesNothing, boolean inOrderOfFeeds) {
        List<List<Observation>> waiting = new ArrayList<>();
        for (int feed = 0; feed < feeds; feed++) {
            waiting.add(new ArrayList<>());
            for (Observation each : signed.get(feed)) {
                boolean isLost =
                        isHonest(each.feed())
                                ? !losesNothing && random.nextInt(6) == 0
                                : random.nextInt(3) == 0;
                int times = isLost ? 0 : random.nextInt(6) == 0 ? 2 : 1;
                waiting.get(feed).addAll(Collections.nCopies(times, each));
            }
        }
        return inOrderOfFeeds ? interleaved(waiting) : shuffled(waiting);
    }

    private List<Observation> shuffled(List<List<Observation>> waiting) {
        List<Observation> all = new ArrayList<>();
        waiting.forEach(all::addAll);
        Collections.shuffle(all, random);
        return all;
    }

    private List<Observation> interleaved(List<List<Observation>> waiting) {
        List<Observation> all = new ArrayList<>();
        waiting.removeIf(List::isEmpty);
        while (!waiting.isEmpty()) {
            int feed = random.nextInt(waiting.size());
            all.add(waiting.get(feed).remove(0));
            if (waiting.get(feed).isEmpty()) {
                waiting.remove(feed);
            }
        }
        return all;
    }
}
