package io.oncestream.connector.source.socket;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The only split: a spool from an offset on.
 *
 * @param spool its id; empty for whichever is in the folder when it is opened
 * @param next the offset of the next record; -1 with an empty id: what has not been deleted
 * @param datagrams what is known of the numbers in front of that offset
 */
record SpoolSplit(String spool, long next, DatagramCounts datagrams) implements SourceSplit {

    static final String ID = "spool";

    /** Of a start without state. */
    static final SpoolSplit NEW = new SpoolSplit("", -1);

    /** What the enumerator's state holds when a reader has the split. */
    static final SpoolSplit NONE = new SpoolSplit("", -2);

    SpoolSplit(String spool, long next) {
        this(spool, next, DatagramCounts.NONE);
    }

    boolean isNew() {
        return equals(NEW);
    }

    boolean isNone() {
        return equals(NONE);
    }

    @Override
    public String splitId() {
        return ID;
    }
}
