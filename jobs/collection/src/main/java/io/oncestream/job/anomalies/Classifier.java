package io.oncestream.job.anomalies;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.oncestream.state.anomaly.LabelledExample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logistic regression, a label against all others, by the library liblinear. It follows from its
 * examples and their order alone: the solver, a trust region Newton method, draws no numbers.
 */
final class Classifier {

    private static final double COST = 10;
    private static final double PRECISION = 0.01;

    /** A label, and how likely it is as the model sees it. */
    record Guess(String label, double probability) {}

    private final List<String> labels;
    private final Standardized standardized;

    /** Null where there is but one label. */
    private final @Nullable Model model;

    private Classifier(List<String> labels, Standardized standardized, @Nullable Model model) {
        this.labels = labels;
        this.standardized = standardized;
        this.model = model;
    }

    /**
     * Learns.
     *
     * @param examples at least one
     */
    static Classifier train(List<LabelledExample> examples) {
        List<String> labels = new ArrayList<>();
        Standardized standardized =
                Standardized.of(examples.stream().map(LabelledExample::values).toList());
        Problem problem = new Problem();
        problem.l = examples.size();
        problem.n = examples.get(0).values().size() + 1;
        problem.bias = -1; // It is among the features.
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            LabelledExample example = examples.get(i);
            if (!labels.contains(example.label())) {
                labels.add(example.label());
            }
            problem.x[i] = features(standardized.apply(example.values()));
            problem.y[i] = labels.indexOf(example.label());
        }
        return new Classifier(
                List.copyOf(labels), standardized, labels.size() == 1 ? null : solve(problem));
    }

    private static Model solve(Problem problem) {
        Linear.disableDebugOutput();
        return Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, PRECISION));
    }

    private static Feature[] features(double[] numbers) {
        Feature[] features = new Feature[numbers.length + 1];
        for (int i = 0; i < numbers.length; i++) {
            features[i] = new FeatureNode(i + 1, numbers[i]);
        }
        features[numbers.length] = new FeatureNode(numbers.length + 1, 1);
        return features;
    }

    Guess guess(List<Double> values) {
        if (model == null) {
            return new Guess(labels.get(0), 1);
        }
        double[] probabilities = new double[labels.size()];
        double label =
                Linear.predictProbability(
                        model, features(standardized.apply(values)), probabilities);
        double greatest = 1.0 / labels.size(); // The greatest is no less.
        for (double each : probabilities) {
            if (each > greatest) { // Where all are next to 0, liblinear divides 0 by 0.
                greatest = each;
            }
        }
        return new Guess(labels.get((int) label), greatest);
    }
}
