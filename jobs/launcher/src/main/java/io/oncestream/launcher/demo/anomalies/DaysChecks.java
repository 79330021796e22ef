package io.oncestream.launcher.demo.anomalies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold of days where all are learned. A line for each violation. */
final class DaysChecks {

    /** As the job trains. */
    static final int DAYS_A_MODEL = 50;

    private DaysChecks() {}

    /** How many days are predicted: those that a model was there for. */
    static int predicted(List<Weather.Day> days) {
        return Math.max(0, days.size() - DAYS_A_MODEL);
    }

    static int models(List<Weather.Day> days) {
        return days.size() / DAYS_A_MODEL;
    }

    static List<String> violations(
            List<Weather.Day> days, List<PredictionRow> predictions, List<ModelRow> models) {
        List<String> violations = new ArrayList<>();
        Map<Instant, PredictionRow> rows = new HashMap<>();
        for (PredictionRow row : predictions) {
            if (rows.put(row.time(), row) != null) {
                violations.add(row.time() + " is predicted twice");
            }
        }
        for (int i = DAYS_A_MODEL; i < days.size(); i++) {
            Weather.Day day = days.get(i);
            PredictionRow row = rows.remove(day.time());
            if (row == null) {
                violations.add(day.time() + " is not predicted");
            } else {
                check(day, i / DAYS_A_MODEL, row, violations);
            }
        }
        rows.keySet().forEach(time -> violations.add(time + " is predicted, without a model"));
        check(models, models(days), predictions, violations);
        return violations;
    }

    private static void check(
            Weather.Day day, int version, PredictionRow row, List<String> violations) {
        if (!day.weather().equals(row.actual())) {
            violations.add(
                    "%s was %s, and is learned as %s"
                            .formatted(day.time(), day.weather(), row.actual()));
        }
        if (row.version() != version) {
            violations.add(
                    "%s is predicted by model %d, and %d was the newest"
                            .formatted(day.time(), row.version(), version));
        }
    }

    private static void check(
            List<ModelRow> models,
            int newest,
            List<PredictionRow> predictions,
            List<String> violations) {
        if (models.size() != newest) {
            violations.add("there are %d models, not %d".formatted(models.size(), newest));
        }
        for (ModelRow model : models) {
            List<PredictionRow> its =
                    predictions.stream().filter(row -> row.version() == model.version()).toList();
            long correct = its.stream().filter(row -> row.label().equals(row.actual())).count();
            // The newest one is told of again when another replaces it.
            if (model.version() != newest
                    && (model.predicted() != its.size() || model.correct() != correct)) {
                violations.add(
                        "model %d has %d of %d right as it says, and %d of %d by its predictions"
                                .formatted(
                                        model.version(),
                                        model.correct(),
                                        model.predicted(),
                                        correct,
                                        its.size()));
            }
        }
    }
}
