package io.oncestream.connector.source.spool;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a spool is and how large it may become.
 *
 * @param folder of this spool alone; made when missing
 * @param user who uses it, for those who would like to: a job's id
 * @param limitBytes how much its segments may take on disk
 * @param segmentBytes when a segment is closed and another one begun: what is deleted is whole
 *     segments
 * @param refuseAfter how long an append waits for room
 */
public record SpoolOptions(
        Path folder, String user, long limitBytes, long segmentBytes, Duration refuseAfter) {

    public static final long LIMIT_BYTES = 1L << 30;
    public static final long LIMIT_BYTES_MIN = 16L << 20;

    private static final long SEGMENT_BYTES_MAX = 64L << 20;
    private static final int SEGMENTS_MIN = 8;
    private static final Duration REFUSE_AFTER = Duration.ofSeconds(30);

    /** With segments that are small beside the limit, so that a full spool has some to delete. */
    public static SpoolOptions of(Path folder, String user, long limitBytes) {
        long segmentBytes = Math.min(SEGMENT_BYTES_MAX, limitBytes / SEGMENTS_MIN);
        return new SpoolOptions(folder, user, limitBytes, segmentBytes, REFUSE_AFTER);
    }
}
