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

    /** Asked for each record; those for which it does count until they are {@link #sent}. */
    boolean pays() {
        if (left > 0) {
            left--;
            return false;
        }
        records++;
        return true;
    }

    /** Takes note of partials; records that are still held belong to the next ones. */
    void sent(int some) {
        partials += some;
        if (partials >= PARTIALS_TRIED) {
            left = records < RECORDS_MIN * partials ? PASSED * partials : 0;
            partials = 0;
            records = 0;
        }
    }
}
