package io.oncestream.launcher.demo.anomalies;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which faults a detector has found, and how often it was wrong. Alarms of the first hours do not
 * count, and what follows another by less than a day is no further false alarm.
 */
final class FaultScore {

    private static final int HOURS_AN_INCIDENT = 24;

    private final List<Fault> faults;
    private final List<List<Integer>> alarms;

    FaultScore(Fleet fleet, List<Alarm> rows) {
        this.faults = fleet.faults();
        this.alarms =
                IntStream.range(0, Fleet.SENSORS)
                        .mapToObj(sensor -> alarms(fleet, rows, Fleet.key(sensor)))
                        .toList();
    }

    private static List<Integer> alarms(Fleet fleet, List<Alarm> rows, String key) {
        return rows.stream()
                .filter(row -> row.grade() > 0 && row.key().equals(key))
                .map(row -> fleet.hour(row.time()))
                .filter(hour -> hour >= Fleet.LEARNING)
                .sorted()
                .toList();
    }

    long putIn(Fault.Kind kind) {
        return faults.stream().filter(each -> each.kind() == kind).count();
    }

    long found(Fault.Kind kind) {
        return faults.stream().filter(each -> each.kind() == kind && isFound(each)).count();
    }

    private boolean isFound(Fault fault) {
        return alarms.get(fault.sensor()).stream().anyMatch(fault::explains);
    }

    long falseAlarms() {
        return IntStream.range(0, Fleet.SENSORS).mapToLong(this::falseAlarms).sum();
    }

    private long falseAlarms(int sensor) {
        int last = -HOURS_AN_INCIDENT;
        long count = 0;
        for (int hour : alarms.get(sensor)) {
            boolean isFalse =
                    faults.stream()
                            .noneMatch(each -> each.sensor() == sensor && each.explains(hour));
            if (isFalse) {
                count += hour - last >= HOURS_AN_INCIDENT ? 1 : 0;
                last = hour;
            }
        }
        return count;
    }
}
