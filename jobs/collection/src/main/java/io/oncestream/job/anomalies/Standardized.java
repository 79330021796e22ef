package io.oncestream.job.anomalies;

import java.util.List;

/** Columns such that each has the mean 0 and the deviation 1: none weighs more by its unit. */
final class Standardized {

    /** Of a value that is far from all that the model knows. */
    private static final double DISTANCE_MAX = 30;

    /** Below this share of the mean it is rounding. */
    private static final double DEVIATION_MIN = 1e-12;

    private final double[] means;
    private final double[] deviations;

    private Standardized(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * As these rows need it.
     *
     * @param rows at least one, of equally many columns
     */
    static Standardized of(List<List<Double>> rows) {
        int columns = rows.get(0).size();
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int i = 0; i < columns; i++) {
            int column = i;
            double mean = rows.stream().mapToDouble(row -> row.get(column)).sum() / rows.size();
            double squares =
                    rows.stream()
                            .mapToDouble(row -> row.get(column) - mean)
                            .map(distance -> distance * distance)
                            .sum();
            means[i] = mean;
            double deviation = Math.sqrt(squares / rows.size());
            deviations[i] = deviation <= DEVIATION_MIN * Math.abs(mean) ? 0 : deviation;
        }
        return new Standardized(means, deviations);
    }

    /** A row; of a column that never differed nothing is told. */
    double[] apply(List<Double> row) {
        double[] scaled = new double[row.size()];
        for (int i = 0; i < scaled.length; i++) {
            double distance = row.get(i) - means[i];
            scaled[i] =
                    deviations[i] == 0
                            ? 0
                            : Math.max(
                                    -DISTANCE_MAX,
                                    Math.min(DISTANCE_MAX, distance / deviations[i]));
        }
        return scaled;
    }
}
