package io.oncestream.launcher.console;

import io.oncestream.launcher.flink.DatabaseWait;
import io.oncestream.launcher.flink.JobProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One line that says how far a job is. */
public final class ProgressLine {

    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};
    private static final String GAP = "  ";

    /** A commit that takes this long is worth a word. */
    private static final long DATABASE_WAIT_MILLIS = 3_000;

    private ProgressLine() {}

    /**
     * The parts that fit, the first ones first.
     *
     * @param inputWaits what the source waits for; empty: nothing that is known
     */
    static String of(
            String job,
            JobProgress progress,
            long rowsPerSecond,
            long restarts,
            Optional<String> inputWaits,
            int columns) {
        List<String> parts = new ArrayList<>();
        parts.add(job);
        Optional<String> waits = databaseWaits(progress).or(() -> inputWaits);
        waits.ifPresent(what -> parts.add("waits for " + what));
        if (progress.rowsRead() == 0) {
            if (waits.isEmpty()) {
                parts.add("waiting for the first rows");
            }
            parts.add("restarts " + restarts);
            return join(parts, columns);
        }
        if (progress.inputRead()) {
            parts.add("all read, committing results");
        } else {
            progress.percent().ifPresent(percent -> parts.add(percent + " %"));
        }
        bytes(progress).ifPresent(parts::add);
        parts.add(rows(progress));
        if (!progress.inputRead()) {
            parts.add(count(rowsPerSecond) + " rows/s");
        }
        parts.add(count(progress.rowsRejected()) + " rejected");
        parts.add("restarts " + restarts);
        return join(parts, columns);
    }

    /** The last line, for a job that is done. */
    public static String ofEnd(String job, JobProgress progress, double seconds) {
        List<String> parts = new ArrayList<>(List.of(job, "100 %"));
        bytes(progress).ifPresent(parts::add);
        parts.add(count(progress.rowsRead()) + " rows");
        parts.add(count(progress.rowsRejected()) + " rejected");
        parts.add(String.format(Locale.ROOT, "done in %.1f s", seconds));
        return String.join(GAP, parts);
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

    private static Optional<String> databaseWaits(JobProgress progress) {
        DatabaseWait wait = progress.databaseWait();
        String which = wait.database().isEmpty() ? "the database" : "database " + wait.database();
        return wait.millis() < DATABASE_WAIT_MILLIS
                ? Optional.empty()
                : Optional.of(which + " since " + count(wait.millis() / 1000) + " s");
    }

    private static String rows(JobProgress progress) {
        String read = count(progress.rowsRead());
        return progress.rowsTotal() > 0 && !progress.inputRead()
                ? read + " of " + count(progress.rowsTotal()) + " rows"
                : read + " rows";
    }

    /** Empty for an input that has none. */
    private static Optional<String> bytes(JobProgress progress) {
        long scale = Math.max(progress.bytesRead(), progress.bytesTotal());
        if (scale == 0) {
            return Optional.empty();
        }
        int unit = 0;
        double divisor = 1;
        while (scale / divisor >= 1000 && unit < UNITS.length - 1) {
            divisor *= 1000;
            unit++;
        }
        String read = amount(progress.bytesRead() / divisor, unit);
        String total =
                progress.bytesTotal() > 0
                        ? " of " + amount(progress.bytesTotal() / divisor, unit)
                        : "";
        return Optional.of(read + total + " " + UNITS[unit]);
    }

    private static String amount(double value, int unit) {
        return String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.1f", value);
    }
}
