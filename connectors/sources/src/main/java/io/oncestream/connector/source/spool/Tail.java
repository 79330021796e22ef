package io.oncestream.connector.source.spool;

/**
 * How far a spool goes.
 *
 * @param segment the first offset of its last segment
 * @param position how many bytes of that segment, with its header
 * @param end the offset behind the last record
 */
record Tail(long segment, long position, long end) {

    static Tail empty(long first) {
        return new Tail(first, Segment.HEADER_BYTES, first);
    }
}
