package io.oncestream.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run can be made to find, to see that it does. */
public enum Broken {
    NOTHING,
    /** Leases end by the clock of the machine. */
    PROCESSING_TIME,
    /** Answers are visible before no crash can revise them. */
    ANSWERS_AT_ONCE,
    /** The fence lets all through. */
    NO_FENCE;

    boolean needsJobOfItsOwn() {
        return this == PROCESSING_TIME || this == ANSWERS_AT_ONCE;
    }

    List<String> before(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(name()));
        all.addAll(arguments);
        return all;
    }

    /** As it is written at the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
