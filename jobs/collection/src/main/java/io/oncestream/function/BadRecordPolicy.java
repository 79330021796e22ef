package io.oncestream.function;

import java.util.Locale;

/** What a job does with a record that it cannot use. */
public enum BadRecordPolicy {
    /** It goes to the rejects table and the job continues. */
    REJECT,
    /** The first one ends the job. */
    FAIL;

    /** As it is written at the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
