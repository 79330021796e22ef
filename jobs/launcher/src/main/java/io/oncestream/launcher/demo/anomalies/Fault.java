package io.oncestream.launcher.demo.anomalies;

/**
 * What is wrong with a sensor for a while.
 *
 * @param column of {@link Weather#COLUMNS}
 * @param start the first hour of it
 * @param size by which a value is off, at most
 */
record Fault(Kind kind, int sensor, int column, int start, double size) {

    /** An alarm that is raised so many hours after the end is of it: going back is odd too. */
    static final int HOURS_AFTER = 24;

    /** How it is wrong. */
    enum Kind {
        SPIKE("spikes", 1),
        DRIFT("drifts", 72),
        STUCK("stuck values", 48),
        SHIFT("shifted levels", 96);

        private final String words;
        private final int hours;

        Kind(String words, int hours) {
            this.words = words;
            this.hours = hours;
        }

        String words() {
            return words;
        }
    }

    /** The first hour behind it. */
    int end() {
        return start + kind.hours;
    }

    boolean isIn(int hour) {
        return hour >= start && hour < end();
    }

    /** Whether an alarm of that hour is of it. */
    boolean explains(int hour) {
        return hour >= start && hour < end() + HOURS_AFTER;
    }

    /**
     * What the sensor says instead.
     *
     * @param right what it would say
     * @param first what it would have said in the first hour
     */
    double apply(int hour, double right, double first) {
        return switch (kind) {
            case SPIKE, SHIFT -> right + size;
            case DRIFT -> right + size * (hour - start + 1) / kind.hours;
            case STUCK -> first;
        };
    }
}
