package io.oncestream.bench.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What happens in a round.
 *
 * @param strikes one or two
 * @param databaseDown how long a killed database stays dead
 */
record Round(int number, List<Strike> strikes, Duration databaseDown) {

    /** One in so many rounds has a second strike. */
    private static final int SECOND_STRIKE = 3;

    /** A database that is dead cannot die. */
    private static final List<Kill> NO_DATABASE =
            List.of(Kill.TASK_MANAGER, Kill.JOB_MANAGER, Kill.BOTH);

    /**
     * A kill.
     *
     * @param pause before it, behind what came before
     * @param afterRepair whether what the strike before killed is replaced first, so that this one
     *     meets the recovery
     * @param taskManager which one, from 1
     * @param database which one, from 1
     */
    record Strike(
            Kill kill, Duration pause, boolean afterRepair, int taskManager, int database) {}

    /** What can be struck. */
    record Targets(List<Kill> kinds, int databases) {}

    /** The rounds of a seed. Of as many in a row as there are kinds the first strikes differ. */
    static List<Round> of(long seed, int count, Targets targets) {
        Random random = new Random(seed);
        List<Round> rounds = new ArrayList<>();
        List<Kill> deck = new ArrayList<>();
        while (rounds.size() < count) {
            if (deck.isEmpty()) {
                deck.addAll(targets.kinds());
                Collections.shuffle(deck, random);
            }
            rounds.add(next(random, rounds.size() + 1, deck.remove(0), targets));
        }
        return rounds;
    }

    private static Round next(Random random, int number, Kill kill, Targets targets) {
        List<Strike> strikes = new ArrayList<>();
        strikes.add(strike(random, kill, 2_500, false, targets));
        if (random.nextInt(SECOND_STRIKE) == 0) {
            Kill second = any(random, kill.isOfCluster() ? targets.kinds() : NO_DATABASE);
            strikes.add(strike(random, second, 1_500, random.nextBoolean(), targets));
        }
        return new Round(number, strikes, upTo(random, 3_000));
    }

    private static Strike strike(
            Random random, Kill kill, int pauseMillis, boolean afterRepair, Targets targets) {
        return new Strike(
                kill,
                upTo(random, pauseMillis),
                afterRepair,
                1 + random.nextInt(Testbed.TASK_MANAGERS),
                targets.databases() == 1 ? 1 : 1 + random.nextInt(targets.databases()));
    }

    private static Kill any(Random random, List<Kill> kinds) {
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static Duration upTo(Random random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }
}
