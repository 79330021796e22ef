package io.oncestream.launcher.demo.anomalies;

import java.util.Map;
import java.util.TreeMap;

/** The readings of a fleet, hour by hour. */
abstract class FleetReplay implements Replay {

    /** The name of the column of keys. */
    static final String SENSOR = "sensor";

    static final String TIME = "date";

    final Fleet fleet;

    FleetReplay(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public int size() {
        return fleet.hours() * Fleet.SENSORS;
    }

    @Override
    public String key(int row) {
        return Fleet.key(row % Fleet.SENSORS);
    }

    @Override
    public Map<String, String> fields(int row) {
        int hour = row / Fleet.SENSORS;
        Map<String, String> fields = new TreeMap<>();
        fields.put(SENSOR, key(row));
        fields.put(TIME, fleet.time(hour).toString());
        for (int column = 0; column < Weather.COLUMNS.size(); column++) {
            fields.put(
                    Weather.COLUMNS.get(column),
                    Double.toString(fleet.value(row % Fleet.SENSORS, hour, column)));
        }
        return fields;
    }
}
