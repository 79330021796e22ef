package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories beside a model that has lists alone: the same answers, and the store holds what
 * the model implies after each step, and nothing else.
 *
 * <p>Seen red, in the first histories: where a queue was served from its end; where no circle was
 * looked for; where a lease began with the end of the one before, so that it ended with its grant;
 * where an owner waited for all of a queue, or for the holder alone; where a command that was ahead
 * of the watermark ended a lease.
 */
class DomainLocksPropertyTest {
    private static final List<LockOp> OPS =
            List.of(
                    LockOp.TRY_LOCK,
                    LockOp.ACQUIRE,
                    LockOp.ACQUIRE,
                    LockOp.ACQUIRE,
                    LockOp.RENEW,
                    LockOp.RELEASE);
    private static final int STEPS = 400;
    private static final int HISTORIES = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aDomainDecidesAsTheModelDoes(long firstSeed) {
        Map<LockOutcome, Integer> outcomes = new EnumMap<>(LockOutcome.class);
        for (long seed = firstSeed * 1_000; seed < firstSeed * 1_000 + HISTORIES; seed++) {
            History history = new History(seed);
            for (int step = 0; step < STEPS; step++) {
                history.step();
            }
            history.endAll();
            history.answers.forEach(answer -> outcomes.merge(answer.outcome(), 1, Integer::sum));
        }
        // What never happens in a history is not compared.
        assertThat(outcomes).hasSize(LockOutcome.values().length - 1);
        assertThat(outcomes.values()).allMatch(count -> count > 100);
    }

    private static final class History {
        private final Random random;
        private final long seed;
        private final int owners;
        private final int resources;
        private final MapLockStore store = new MapLockStore();
        private final DomainLocks locks = new DomainLocks(store, () -> Instant.EPOCH);
        private final NaiveLocks model = new NaiveLocks();
        private final List<LockAnswer> answers = new ArrayList<>();
        private Instant time = Instant.parse("2020-01-01T00:00:00Z");
        private Instant watermark = Instant.ofEpochMilli(Long.MIN_VALUE);
        private int commands;
        private final Map<String, LockAnswer> holders = new HashMap<>();
        private final Map<String, Long> arrivals = new HashMap<>();
        private long lastNumber = -1;
        private long lastToken = -1;

        History(long seed) {
            this.seed = seed;
            random = new Random(seed);
            owners = 2 + random.nextInt(8);
            resources = 1 + random.nextInt(5);
        }

        void step() {
            // Whole seconds at times, so that several things end at once.
            long pace = random.nextBoolean() ? 1_000 : 1;
            time = time.plusMillis(pace * random.nextInt(pace == 1 ? 2_000 : 3));
            if (random.nextInt(4) == 0) {
                moveWatermark(random.nextInt(20) == 0 ? 7_200 : 0);
            } else {
                decide(request());
            }
        }

        void endAll() {
            moveWatermark(7_200);
            while (!store.holds.isEmpty()) {
                moveWatermark(7_200);
            }
            assertThat(store.waits).as("seed %d", seed).isEmpty();
            assertThat(store.ends).as("seed %d", seed).isEmpty();
        }

        private void moveWatermark(long jumpSeconds) {
            time = time.plusSeconds(jumpSeconds);
            watermark = time;
            List<LockAnswer> decided = new ArrayList<>();
            for (String resource : store.endedBy(watermark)) {
                decided.addAll(locks.end("d", resource, watermark));
            }
            check(decided, model.end(watermark));
        }

        private void decide(LockRequest request) {
            check(locks.decide(request, watermark), model.decide(request, watermark));
        }

        private LockRequest request() {
            LockOp op = OPS.get(random.nextInt(OPS.size()));
            String resource = "r" + random.nextInt(resources);
            String owner = "o" + random.nextInt(owners);
            long token = random.nextInt(100);
            if (op == LockOp.RENEW || op == LockOp.RELEASE) {
                NaiveLocks.Lock held = model.lock(resource).orElse(null);
                owner = held != null && random.nextInt(8) > 0 ? held.owner() : owner;
                token = held != null && random.nextInt(8) > 0 ? held.token() : token;
            }
            return new LockRequest(
                    "d",
                    "c" + commands++,
                    resource,
                    owner,
                    op,
                    duration(1),
                    random.nextInt(6) == 0 ? Duration.ZERO : duration(0),
                    token,
                    // Late, or ahead of the watermark to come.
                    time.plusMillis(random.nextInt(2_000) - 1_000));
        }

        private Duration duration(int min) {
            return random.nextBoolean()
                    ? Duration.ofSeconds(min + random.nextInt(20))
                    : Duration.ofMillis(min + random.nextInt(30_000));
        }

        private void check(List<LockAnswer> decided, List<LockAnswer> expected) {
            assertThat(decided.stream().map(History::withoutReason))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(expected);
            answers.addAll(decided);
            checkStore();
            checkAnswers(decided);
        }

        private static LockAnswer withoutReason(LockAnswer answer) {
            return new LockAnswer(
                    answer.domain(),
                    answer.number(),
                    answer.arrived(),
                    answer.id(),
                    answer.resource(),
                    answer.owner(),
                    answer.op(),
                    answer.outcome(),
                    answer.token(),
                    answer.leaseEnd(),
                    answer.decidedAt(),
                    null);
        }

        private void checkStore() {
            Map<String, Object> holds = new HashMap<>();
            TreeSet<MapLockStore.End> ends = new TreeSet<>(store.ends.comparator());
            for (NaiveLocks.Lock lock : model.locks) {
                assertThat(holds.put(lock.resource(), model.asStored(lock))).isNull();
                ends.add(new MapLockStore.End(model.firstEnd(lock), lock.resource()));
            }
            Map<String, Map<String, Long>> waits = new HashMap<>();
            for (NaiveLocks.Waiter waiter : model.waiters) {
                waits.computeIfAbsent(waiter.command().owner(), owner -> new HashMap<>())
                        .put(waiter.resource(), waiter.command().arrived());
            }
            assertThat(store.holds).as("seed %d", seed).isEqualTo(holds);
            assertThat(store.ends).as("seed %d", seed).isEqualTo(ends);
            assertThat(store.waits).as("seed %d", seed).isEqualTo(waits);
            assertThat(store.ends.stream().map(MapLockStore.End::time))
                    .as("seed %d", seed)
                    .allMatch(end -> end.isAfter(watermark));
        }

        /** What every reader of the answers may rely on, without the model. */
        private void checkAnswers(List<LockAnswer> decided) {
            for (LockAnswer answer : decided) {
                String at = "seed %d, number %d".formatted(seed, answer.number());
                assertThat(answer.number()).as(at).isGreaterThan(lastNumber);
                lastNumber = answer.number();
                switch (answer.outcome()) {
                    case GRANTED -> {
                        assertThat(holders.put(answer.resource(), answer)).as(at).isNull();
                        assertThat(answer.token()).as(at).isGreaterThan(lastToken);
                        lastToken = answer.token();
                        assertFirstToCome(answer, at);
                    }
                    case RELEASED, EXPIRED ->
                            assertThat(holders.remove(answer.resource()).token())
                                    .as(at)
                                    .isEqualTo(answer.token());
                    default -> {}
                }
            }
        }

        private void assertFirstToCome(LockAnswer granted, String at) {
            Long before = arrivals.put(granted.resource(), granted.arrived());
            assertThat(granted.arrived()).as(at).isGreaterThan(before == null ? -1 : before);
        }
    }
}
