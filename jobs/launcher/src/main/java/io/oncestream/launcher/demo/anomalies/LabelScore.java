package io.oncestream.launcher.demo.anomalies;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many of the days that are predicted are right, and how many would be by the most frequent
 * weather of the days before, and by that of the day before.
 */
record LabelScore(int predicted, int right, int rightByMajority, int rightByLast) {

    static LabelScore of(List<Weather.Day> days, List<PredictionRow> predictions) {
        Map<Object, PredictionRow> rows = new HashMap<>();
        predictions.forEach(row -> rows.put(row.time(), row));
        Map<String, Integer> counts = new HashMap<>();
        LabelScore score = new LabelScore(0, 0, 0, 0);
        String majority = "";
        String last = "";
        for (Weather.Day day : days) {
            PredictionRow row = rows.get(day.time());
            if (row != null) {
                score = score.with(day.weather(), row.label(), majority, last);
            }
            last = day.weather();
            counts.merge(last, 1, Integer::sum);
            if (counts.getOrDefault(majority, 0) < counts.getOrDefault(last, 0)) {
                majority = last;
            }
        }
        return score;
    }

    private LabelScore with(String actual, String label, String majority, String last) {
        return new LabelScore(
                predicted + 1,
                right + (label.equals(actual) ? 1 : 0),
                rightByMajority + (majority.equals(actual) ? 1 : 0),
                rightByLast + (last.equals(actual) ? 1 : 0));
    }
}
