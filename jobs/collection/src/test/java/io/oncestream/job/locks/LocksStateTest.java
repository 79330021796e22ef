package io.oncestream.job.locks;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.command.Command;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function's state: what is in it, that nothing stays in it, and that nothing is lost. */
class LocksStateTest {
    private static final Duration REMEMBER = Duration.ofMinutes(1);

    private LocksHarness locks;

    @BeforeEach
    void open() throws Exception {
        locks = new LocksHarness(REMEMBER);
    }

    @AfterEach
    void close() throws Exception {
        locks.close();
    }

    /** Seen red where a renewal left the timer of the lease before. */
    @Test
    void aRenewalLeavesNoTimer() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "10s");
        String token = "" + locks.last().token();
        for (int i = 0; i < 100; i++) {
            locks.send(0, "renew", "a", "till", "lease", (11_000 + i) + "ms", "token", token);
        }
        // The end of the lease, and that of the ids, which are all of one time.
        assertThat(locks.timers()).isEqualTo(2);
        locks.watermark(12);
        assertThat(locks.timers()).isEqualTo(1);
    }

    /** Seen red where a lease's timer was deleted that was that of the ids too: they stayed. */
    @Test
    void whatIsForgottenWhenALeaseWouldHaveEndedIsForgotten() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "1m");
        String token = "" + locks.last().token();
        locks.send(0, "renew", "a", "till", "lease", "2m", "token", token);
        locks.send(0, "release", "a", "till", "token", token);
        locks.watermark(60);
        assertThat(locks.entries()).isEqualTo(1);
        assertThat(locks.timers()).isZero();
    }

    /** Seen red where of two ends of one time the last was kept. */
    @Test
    void aLeaseEndsThoughItsTimeIsThatOfTheIds() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "1m");
        locks.send(0, "try_lock", "a", "door", "lease", "1m");
        locks.watermark(60);
        assertThat(locks.said()).endsWith("a expired till", "a expired door");
        assertThat(locks.entries()).isEqualTo(1);
    }

    @Test
    void aRestoredQueueGoesOnWhereItWas() throws Exception {
        locks.send(0, "try_lock", "a", "till", "lease", "10s");
        long token = locks.last().token();
        locks.send(1, "acquire", "b", "till", "lease", "10s", "wait", "30s");
        locks.send(2, "acquire", "c", "till", "lease", "10s", "wait", "5s");
        locks.watermark(3);
        locks.restore(2);
        locks.send(4, "acquire", "a", "till", "lease", "10s", "wait", "5s");
        locks.watermark(7);
        locks.restore(1);
        locks.watermark(10);
        locks.send(10, "release", "b", "till", "token", "" + (token + 6));
        assertThat(locks.said())
                .containsExactly("a expired till", "b granted till", "b released till");
        assertThat(locks.last().number()).isEqualTo(token + 7);
    }

    /**
     * Random commands in several domains, at one to three subtasks that fail, beside the same
     * decisions over maps: the same answers, and nothing stays but the numbers.
     *
     * <p>Seen red where the clock, the resources or the ends were not restored. That the owners
     * that wait were not was only seen by entries that stayed.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersAreThoseOfDecisionsOverMaps(long seed) throws Exception {
        History history = new History(seed);
        for (int step = 0; step < History.STEPS; step++) {
            history.step(step);
        }
        history.compare();
        locks.watermark(history.second + 20_000);
        locks.watermark(history.second + 40_000);
        assertThat(locks.entries()).isEqualTo(History.DOMAINS);
        assertThat(locks.timers()).isZero();
        // What never happens is not compared.
        assertThat(history.outcomes).hasSize(LockOutcome.values().length - 1);
    }

    /** Whole seconds, and leases and waits that are of one command alone in their milliseconds. */
    private final class History {
        static final int DOMAINS = 3;
        static final int STEPS = 900;

        private final Random random;
        private final Map<String, MapLockStore> stores = new TreeMap<>();
        private final Map<String, List<LockAnswer>> expected = new TreeMap<>();
        private final Map<String, String> tokens = new HashMap<>();
        private int second;
        private long watermark = Long.MIN_VALUE;
        private final Set<LockOutcome> outcomes = EnumSet.noneOf(LockOutcome.class);

        History(long seed) {
            random = new Random(seed);
        }

        void step(int step) throws Exception {
            second += random.nextInt(3);
            switch (random.nextInt(30)) {
                case 0 -> {
                    compare();
                    locks.restore(1 + random.nextInt(3));
                }
                case 1, 2, 3, 4 -> end();
                default -> decide(command("d" + random.nextInt(DOMAINS), step));
            }
        }

        private Instant now() {
            return Instant.ofEpochMilli(watermark);
        }

        private void end() throws Exception {
            watermark = Domain.time(second).toEpochMilli();
            stores.forEach(
                    (domain, store) -> {
                        for (String resource : store.endedBy(now())) {
                            add(
                                    domain,
                                    new DomainLocks(store, () -> Instant.EPOCH)
                                            .end(domain, resource, now()));
                        }
                    });
            locks.watermark(second);
        }

        private void decide(Command command) throws Exception {
            MapLockStore store = stores.computeIfAbsent(command.key(), d -> new MapLockStore());
            add(
                    command.key(),
                    new DomainLocks(store, () -> Instant.EPOCH)
                            .decide(LockFormat.request(command), now()));
            locks.send(command);
        }

        private Command command(String domain, int step) {
            String resource = "r" + random.nextInt(4);
            String owner = "o" + random.nextInt(6);
            String op = List.of("try_lock", "acquire", "renew", "release").get(random.nextInt(4));
            String held = tokens.getOrDefault(domain + resource, "o 1");
            boolean ofHolder = op.startsWith("re");
            return LocksHarness.command(
                    domain,
                    "c" + step,
                    Domain.time(second),
                    op,
                    ofHolder ? held.split(" ", -1)[0] : owner,
                    resource,
                    "lease",
                    (1_000 * (10 + random.nextInt(40)) + step) + "ms",
                    "wait",
                    (1_000 * (5 + random.nextInt(40)) + step) + "ms",
                    "token",
                    held.split(" ", -1)[1]);
        }

        private void add(String domain, List<LockAnswer> answers) {
            for (LockAnswer answer : answers) {
                expected.computeIfAbsent(domain, d -> new ArrayList<>()).add(answer);
                if (answer.token() != null) {
                    tokens.put(domain + answer.resource(), answer.owner() + " " + answer.token());
                }
            }
        }

        void compare() {
            Map<String, List<LockAnswer>> actual = new TreeMap<>();
            for (LockAnswer answer : locks.answers()) {
                actual.computeIfAbsent(answer.domain(), d -> new ArrayList<>()).add(answer);
                outcomes.add(answer.outcome());
            }
            assertThat(actual).isEqualTo(expected);
            expected.clear();
        }
    }
}
