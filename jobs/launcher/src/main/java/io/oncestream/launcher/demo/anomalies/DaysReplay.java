package io.oncestream.launcher.demo.anomalies;

import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.demo.Clients;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Days with their weather to a classifier. */
final class DaysReplay implements Replay {

    static final String WEATHER = "weather";

    private static final int PER_SECOND = 1_000;

    private final List<Weather.Day> days;

    DaysReplay(List<Weather.Day> days) {
        this.days = days;
    }

    @Override
    public String description() {
        return ProgressLine.count(days.size()) + " days and their weather";
    }

    @Override
    public int size() {
        return days.size();
    }

    @Override
    public int perSecond() {
        return PER_SECOND;
    }

    @Override
    public String key(int row) {
        return "";
    }

    @Override
    public Map<String, String> fields(int row) {
        Weather.Day day = days.get(row);
        Map<String, String> fields = new TreeMap<>();
        fields.put(FleetReplay.TIME, day.time().toString());
        fields.put(WEATHER, day.weather());
        for (int column = 0; column < day.values().size(); column++) {
            fields.put(Weather.DAY_COLUMNS.get(column), day.values().get(column));
        }
        return fields;
    }

    @Override
    public boolean isDone(PublishedTables tables) throws SQLException {
        return tables.judged() >= size()
                && tables.predicted() >= DaysChecks.predicted(days)
                && tables.trained() >= DaysChecks.models(days);
    }

    @Override
    public Clients.Result result(PublishedTables tables) throws SQLException {
        List<PredictionRow> predictions = tables.predictions();
        List<ModelRow> models = tables.models();
        List<String> violations = new ArrayList<>(DaysChecks.violations(days, predictions, models));
        violations.addAll(FleetChecks.ofAside(tables.late(), tables.rejected()));
        LabelScore score = LabelScore.of(days, predictions);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("days predicted", ProgressLine.count(score.predicted()));
        figures.put("models trained", models.size());
        figures.put("right", share(score.right(), score));
        figures.put("  by the most frequent so far", share(score.rightByMajority(), score));
        figures.put("  by the day before", share(score.rightByLast(), score));
        return new Clients.Result(violations, figures);
    }

    private static String share(int right, LabelScore score) {
        return String.format(Locale.ROOT, "%.3f", (double) right / score.predicted());
    }
}
