package io.oncestream.bench.measure;

import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * All rounds of one case.
 *
 * @param count how many
 * @param seed of the order in each of them
 */
record Rounds(int count, long seed) {

    /**
     * Runs what is not known yet and checks all of it.
     *
     * @return for each contestant its outcomes, by round
     */
    Map<String, List<Outcome>> of(
            Case one, List<String> contestants, Outcomes outcomes, Trial trial, Consumer<String> out)
            throws IOException, InterruptedException {
        Map<String, List<Outcome>> all = new LinkedHashMap<>();
        contestants.forEach(contestant -> all.put(contestant, new ArrayList<>()));
        for (int round = 1; round <= count; round++) {
            List<String> order = new ArrayList<>(contestants);
            Collections.shuffle(order, new Random(seed * 1_000 + round));
            for (String contestant : order) {
                String what =
                        "%s %s: round %d of %d, %s"
                                .formatted(
                                        trial.contest().name(),
                                        one.name(),
                                        round,
                                        count,
                                        contestant);
                Optional<Outcome> known = outcomes.find(one, contestant, round);
                Outcome outcome =
                        known.isPresent() ? known.get() : trial.run(one, contestant, what);
                if (known.isEmpty()) {
                    outcomes.add(one, contestant, round, outcome);
                    out.accept(
                            String.format(Locale.ROOT, "%s: %.2f s", what, outcome.seconds()));
                }
                all.get(contestant).add(outcome);
            }
        }
        check(one, all);
        return all;
    }

    /** The last contestant is the plainest: what it says is what the others are held to. */
    private static void check(Case one, Map<String, List<Outcome>> all) {
        List<String> names = List.copyOf(all.keySet());
        Check right = all.get(names.get(names.size() - 1)).get(0).check();
        all.forEach(
                (contestant, outcomes) -> {
                    for (Outcome outcome : outcomes) {
                        Optional<String> difference = outcome.check().differenceFrom(right);
                        if (difference.isPresent()) {
                            throw new FailureException(
                                    "%s computed another result in %s: %s"
                                            .formatted(contestant, one.name(), difference.get()));
                        }
                    }
                });
    }
}
