package io.oncestream.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** With a register, which a command sets and which answers with what it held before. */
class OrderCheckTest {

    private static final int HISTORIES = 20_000;
    private static final int COMMANDS = 6;

    /** What a client asked, between what times, and what it was told. */
    private record Swap(int number, long sent, long seen, int given, int held) {}

    @Test
    void anHistoryOfOneObjectIsAccepted() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            List<Swap> history = history(new Random(seed));
            assertThat(violations(history)).as("seed %d", seed).isEmpty();
        }
    }

    /** Seen red without the model, and without the look at what was seen before. */
    @Test
    void whatNoOrderExplainsIsFoundAsASearchOverAllOrdersFindsIt() {
        int unexplained = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Swap> history = changed(history(random), random);
            if (!hasOrder(history, 0, new ArrayList<>())) {
                unexplained++;
                assertThat(violations(history)).as("seed %d: %s", seed, history).isNotEmpty();
            }
        }
        assertThat(unexplained).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void anIdThatIsAnsweredTwiceOrThatNobodySentIsFound() {
        Recording recording = new Recording();
        recording.sent("a");
        List<Placed<Swap>> answers =
                List.of(
                        placed("a", new Swap(1, 0, 0, 7, 0)),
                        placed("a", new Swap(2, 0, 0, 8, 7)),
                        placed("b", new Swap(3, 0, 0, 9, 8)));
        assertThat(new OrderCheck<Swap>(Register::new, recording).violations(answers))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).endsWith("it is answered twice"),
                        one -> assertThat(one).endsWith("nobody sent it"));
    }

    private static Placed<Swap> placed(String id, Swap swap) {
        return new Placed<>("key", swap.number, swap.number, id, swap);
    }

    private static final class Register implements Model<Swap> {
        private int value;

        @Override
        public Optional<String> decides(Swap swap) {
            int before = value;
            value = swap.given;
            return before == swap.held ? Optional.empty() : Optional.of("it held " + before);
        }
    }

    /** Decided one after the other at even times, each at some time between its sent and seen. */
    private static List<Swap> history(Random random) {
        List<Swap> history = new ArrayList<>();
        int value = 0;
        for (int i = 1; i <= COMMANDS; i++) {
            long sent = 10L * i - 1 - random.nextInt(30);
            long seen = 10L * i + 1 + random.nextInt(30);
            int given = random.nextInt(3);
            history.add(new Swap(i, sent, seen, given, value));
            value = given;
        }
        return history;
    }

    /** Something that a broken job could have made of it. */
    private static List<Swap> changed(List<Swap> history, Random random) {
        List<Swap> changed = new ArrayList<>(history);
        int at = random.nextInt(COMMANDS);
        Swap swap = changed.get(at);
        if (random.nextBoolean()) {
            changed.set(at, new Swap(swap.number, swap.sent, swap.seen, swap.given, swap.held + 1));
        } else {
            int moved = random.nextInt(100) - 50;
            changed.set(
                    at,
                    new Swap(
                            swap.number,
                            swap.sent + moved,
                            swap.seen + moved,
                            swap.given,
                            swap.held));
        }
        return changed;
    }

    private static List<String> violations(List<Swap> history) {
        AtomicLong now = new AtomicLong();
        Recording recording = new Recording(now::get);
        List<Placed<Swap>> answers = new ArrayList<>();
        for (Swap swap : history) {
            String id = "c" + swap.number;
            now.set(swap.sent);
            recording.sent(id);
            now.set(swap.seen);
            recording.seen(id);
            answers.add(placed(id, swap));
        }
        return new OrderCheck<Swap>(Register::new, recording).violations(answers);
    }

    /** Wing and Gong, "Testing and verifying concurrent objects", 1993, without its shortcuts. */
    private static boolean hasOrder(List<Swap> history, int value, List<Swap> done) {
        if (done.size() == history.size()) {
            return true;
        }
        for (Swap next : history) {
            boolean first =
                    history.stream()
                            .filter(other -> !done.contains(other))
                            .allMatch(other -> other.seen >= next.sent);
            if (!done.contains(next) && first && next.held == value) {
                done.add(next);
                if (hasOrder(history, next.given, done)) {
                    return true;
                }
                done.remove(next);
            }
        }
        return false;
    }
}
