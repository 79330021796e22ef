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

    private static final List<Kill> ALL = List.of(Kill.values());

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
     */
    record Strike(Kill kill, Duration pause, boolean afterRepair, int taskManager) {}

    /** The rounds of a seed. Of each four in a row, the first strikes are of four kinds. */
    static List<Round> of(long seed, int count) {
        Random random = new Random(seed);
        List<Round> rounds = new ArrayList<>();
        List<Kill> deck = new ArrayList<>();
        while (rounds.size() < count) {
            if (deck.isEmpty()) {
                deck.addAll(ALL);
                Collections.shuffle(deck, random);
            }
            rounds.add(next(random, rounds.size() + 1, deck.remove(0)));
        }
        return rounds;
    }

    private static Round next(Random random, int number, Kill kill) {
        List<Strike> strikes = new ArrayList<>();
        strikes.add(new Strike(kill, upTo(random, 2_500), false, taskManager(random)));
        if (random.nextInt(SECOND_STRIKE) == 0) {
            Kill second = kill == Kill.DATABASE ? any(random, NO_DATABASE) : any(random, ALL);
            boolean afterRepair = random.nextBoolean();
            strikes.add(
                    new Strike(second, upTo(random, 1_500), afterRepair, taskManager(random)));
        }
        return new Round(number, strikes, upTo(random, 3_000));
    }

    private static Kill any(Random random, List<Kill> kinds) {
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static int taskManager(Random random) {
        return 1 + random.nextInt(Testbed.TASK_MANAGERS);
    }

    private static Duration upTo(Random random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }
}
