package io.oncestream.launcher.flink;

import java.util.OptionalInt;

/**
 * How far a job is, from the metrics of the operators that read its input and write its tables.
 *
 * @param bytesRead of the input
 * @param bytesTotal 0 while unknown, or where the input has no bytes
 * @param rowsRead rejected ones included
 * @param rowsTotal 0 while unknown
 * @param rowsRejected rows that could not be used
 * @param databaseWait the longest of all
 */
public record JobProgress(
        long bytesRead,
        long bytesTotal,
        long rowsRead,
        long rowsTotal,
        long rowsRejected,
        DatabaseWait databaseWait) {

    /** How much of the input is read; empty while its size is unknown. */
    public OptionalInt percent() {
        if (bytesTotal > 0) {
            return percent(bytesRead, bytesTotal);
        }
        return rowsTotal > 0 ? percent(rowsRead, rowsTotal) : OptionalInt.empty();
    }

    /** The input's end: what is left is to commit the results. */
    public boolean inputRead() {
        return percent().orElse(0) >= 100;
    }

    private static OptionalInt percent(long read, long total) {
        return OptionalInt.of((int) (100.0 * read / total));
    }
}
