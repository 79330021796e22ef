package io.oncestream.launcher.demo.anomalies;

import io.oncestream.launcher.demo.Clients;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same fleet to z-scores, and what they have found beside what forests have. */
final class ZScoreReplay extends FleetReplay {

    private static final int PER_SECOND = 50_000;

    private final PublishedTables forests;

    /**
     * Of the same fleet.
     *
     * @param forests what they have made of it
     */
    ZScoreReplay(Fleet fleet, PublishedTables forests) {
        super(fleet);
        this.forests = forests;
    }

    @Override
    public String description() {
        return "the same readings beside z-scores";
    }

    @Override
    public int perSecond() {
        return PER_SECOND;
    }

    @Override
    public boolean isDone(PublishedTables tables) throws SQLException {
        return tables.judged() >= size();
    }

    @Override
    public Clients.Result result(PublishedTables tables) throws SQLException {
        List<Alarm> alarms = tables.alarms();
        List<String> violations = new ArrayList<>(FleetChecks.ofAlarms(fleet, alarms));
        violations.addAll(FleetChecks.ofAside(tables.late(), tables.rejected()));
        return new Clients.Result(
                violations,
                figures(new FaultScore(fleet, forests.alarms()), new FaultScore(fleet, alarms)));
    }

    private static Map<String, Object> figures(FaultScore forest, FaultScore zScore) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("faults", line("put in", "forest: found", "missed", "zscore: found", "missed"));
        for (Fault.Kind kind : Fault.Kind.values()) {
            long all = forest.putIn(kind);
            long byForest = forest.found(kind);
            long byZScore = zScore.found(kind);
            figures.put(
                    "  " + kind.words(),
                    line(all, byForest, all - byForest, byZScore, all - byZScore));
        }
        figures.put("false alarms", line("", forest.falseAlarms(), "", zScore.falseAlarms(), ""));
        return figures;
    }

    private static String line(Object... cells) {
        return "%6s %14s %7s %14s %7s".formatted(cells).stripTrailing();
    }
}
