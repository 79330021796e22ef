package io.oncestream.launcher.flink;

/**
 * How far a job is, from the metrics of the operator that reads its input.
 *
 * @param bytesRead of the input
 * @param bytesTotal 0 while unknown
 * @param rowsRead rejected ones included
 * @param rowsRejected rows that could not be used
 */
public record JobProgress(long bytesRead, long bytesTotal, long rowsRead, long rowsRejected) {

    static final JobProgress NONE = new JobProgress(0, 0, 0, 0);

    /** The input's end: what is left is to commit the results. */
    public boolean inputRead() {
        return bytesTotal > 0 && bytesRead >= bytesTotal;
    }
}
