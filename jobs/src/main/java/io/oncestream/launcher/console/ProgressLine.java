package io.oncestream.launcher.console;

import io.oncestream.launcher.flink.JobProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line that says how far a job is. */
public final class ProgressLine {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final String GAP = "  ";

    private ProgressLine() {}

    /** The parts that fit, the first ones first. */
    static String of(
            String job, JobProgress progress, long rowsPerSecond, long restarts, int columns) {
        List<String> parts = new ArrayList<>();
        parts.add(job);
        if (progress.rowsRead() == 0) {
            parts.add("waiting for the first rows");
            parts.add("restarts " + restarts);
            return join(parts, columns);
        }
        if (progress.inputRead()) {
            parts.add("all read, committing results");
        } else if (progress.bytesTotal() > 0) {
            parts.add(100 * progress.bytesRead() / progress.bytesTotal() + " %");
        }
        parts.add(bytes(progress));
        parts.add(count(progress.rowsRead()) + " rows");
        if (!progress.inputRead()) {
            parts.add(count(rowsPerSecond) + " rows/s");
        }
        parts.add(count(progress.rowsRejected()) + " rejected");
        parts.add("restarts " + restarts);
        return join(parts, columns);
    }

    /** The last line, for a job that is done. */
    public static String ofEnd(String job, JobProgress progress, double seconds) {
        return "%s  100 %%  %s  %s rows  %s rejected  done in %.1f s"
                .formatted(
                        job,
                        bytes(progress),
                        count(progress.rowsRead()),
                        count(progress.rowsRejected()),
                        seconds);
    }

    /** Thousands are separated, so that a glance tells 100,000 from 1,000,000. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String join(List<String> parts, int columns) {
        StringBuilder line = new StringBuilder(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            if (line.length() + GAP.length() + part.length() >= columns) {
                break;
            }
            line.append(GAP).append(part);
        }
        return line.length() < columns ? line.toString() : line.substring(0, columns - 1);
    }

    private static String bytes(JobProgress progress) {
        long scale = Math.max(progress.bytesRead(), progress.bytesTotal());
        int unit = 0;
        double divisor = 1;
        while (scale / divisor >= 1000 && unit < UNITS.length - 1) {
            divisor *= 1000;
            unit++;
        }
        String read = amount(progress.bytesRead() / divisor, unit);
        return progress.bytesTotal() > 0
                ? read + " of " + amount(progress.bytesTotal() / divisor, unit) + " " + UNITS[unit]
                : read + " " + UNITS[unit];
    }

    private static String amount(double value, int unit) {
        return String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", value);
    }
}
