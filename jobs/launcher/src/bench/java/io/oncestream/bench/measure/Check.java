package io.oncestream.bench.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What tells one result from another, in whatever order its rows are.
 *
 * @param rows how many
 * @param readings how many are in the rows, by their counts
 * @param identity a sum over hashes of what identifies a row: with the same number of rows the same
 *     sum means the same rows, each once
 * @param sums of each statistic over all rows; NaN for one that is not compared
 */
public record Check(long rows, long readings, long identity, List<Double> sums) {

    /** The systems add in different orders, and all but ours round at each step. */
    private static final double TOLERANCE = 1e-7;

    /** The same of a system that computes some of the statistics by another definition. */
    public Check without(int... statistics) {
        List<Double> fewer = new ArrayList<>(sums);
        for (int statistic : statistics) {
            fewer.set(statistic, Double.NaN);
        }
        return new Check(rows, readings, identity, fewer);
    }

    /** What is wrong with it by another one, of the same statistics; empty: nothing. */
    Optional<String> differenceFrom(Check other) {
        if (rows != other.rows || readings != other.readings || identity != other.identity) {
            return Optional.of("%s instead of %s".formatted(this, other));
        }
        for (int i = 0; i < sums.size(); i++) {
            double mine = sums.get(i);
            double its = other.sums.get(i);
            if (Math.abs(mine - its) > TOLERANCE * Math.max(Math.abs(mine), Math.abs(its))) {
                return Optional.of("statistic %d: %s instead of %s".formatted(i, mine, its));
            }
        }
        return Optional.empty();
    }

    String text() {
        return "%d;%d;%d".formatted(rows, readings, identity)
                + sums.stream().map(sum -> ";" + sum).collect(Collectors.joining());
    }

    static Check parse(String text) {
        String[] words = text.split(";", -1);
        return new Check(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Arrays.stream(words).skip(3).map(Double::valueOf).toList());
    }
}
