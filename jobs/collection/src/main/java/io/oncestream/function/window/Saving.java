package io.oncestream.function.window;

/**
 * Whether adding up saves anything: where partials were of hardly more than one record each, many
 * records pass without being looked up, and then it is tried again.
 */
final class Saving {

    /** Below this, a table of partials costs more than the records that it saves. */
    private static final double RECORDS_MIN = 1.5;

    private static final int PARTIALS_TRIED = 4_096;
    private static final int PASSED = 16;

    private long records;
    private long partials;
    private long left;

    /** How many were added up in some partials. */
    static final class Records {
        long count;
    }

    /** Asked for each record. */
    boolean pays() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    /** Takes note of partials that leave, and counts anew the records in those that follow. */
    void sent(int some, Records in) {
        partials += some;
        records += in.count;
        in.count = 0;
        if (partials >= PARTIALS_TRIED) {
            left = records < RECORDS_MIN * partials ? PASSED * partials : 0;
            partials = 0;
            records = 0;
        }
    }
}
