package io.oncestream.launcher.demo.anomalies;

import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.demo.Clients;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fleet to forests, which find what is odd and tell what comes. */
final class ForestReplay extends FleetReplay {

    private static final List<String> UNITS = List.of("°C", "hPa", "m/s");

    private final int hoursPerSecond;

    ForestReplay(Fleet fleet, int hoursPerSecond) {
        super(fleet);
        this.hoursPerSecond = hoursPerSecond;
    }

    @Override
    public String description() {
        return "%d sensors measure %s hours, with %d faults, beside forests"
                .formatted(Fleet.SENSORS, ProgressLine.count(fleet.hours()), fleet.faults().size());
    }

    @Override
    public int perSecond() {
        return hoursPerSecond * Fleet.SENSORS;
    }

    @Override
    public boolean isDone(PublishedTables tables) throws SQLException {
        return tables.judged() >= size() && tables.forecast() >= FleetChecks.forecasts(fleet);
    }

    @Override
    public Clients.Result result(PublishedTables tables) throws SQLException {
        List<Alarm> alarms = tables.alarms();
        List<ForecastRow> forecasts = tables.forecasts();
        List<String> violations = new ArrayList<>(FleetChecks.ofAlarms(fleet, alarms));
        violations.addAll(FleetChecks.ofForecasts(fleet, forecasts));
        violations.addAll(FleetChecks.ofAside(tables.late(), tables.rejected()));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("readings judged", ProgressLine.count(alarms.size()));
        figures.put("values forecast", ProgressLine.count(forecasts.size()));
        for (int column = 0; column < UNITS.size(); column++) {
            ForecastScore score = new ForecastScore(fleet, column, forecasts);
            String name = Weather.COLUMNS.get(column);
            figures.put(name + ", mean error", with(score.error(), column));
            figures.put("  " + name + ", yesterday's", with(score.errorOfYesterday(), column));
        }
        return new Clients.Result(violations, figures);
    }

    private static String with(double error, int column) {
        return String.format(Locale.ROOT, "%.2f %s", error, UNITS.get(column));
    }
}
