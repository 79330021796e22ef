package io.oncestream.bench.chaos;

import io.oncestream.bench.chaos.ChaosCommand.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run can be made to find, to see that it does. */
public enum Broken {
    NOTHING(null),
    /** Leases end by the clock of the machine. */
    PROCESSING_TIME(Job.LOCKS),
    /** Answers are visible before no crash can revise them. */
    ANSWERS_AT_ONCE(Job.LOCKS),
    /** The fence lets all through. */
    NO_FENCE(Job.LOCKS),
    /** No vote: rows are written before their checkpoint is complete. */
    DIRTY(Job.TRANSFERS),
    /** All databases are read at the cut of one of them. */
    OWN_CUT(Job.TRANSFERS),
    /** All databases are read at their newest rows. */
    NO_CUTS(Job.TRANSFERS),
    /** Behind each round one database forgets what it has promised and accepted. */
    FORGETFUL(Job.COUNTERS),
    /** A bucket is copied before its owner says that it goes. */
    NO_WAIT(Job.STORE),
    /** Entries are read by whatever move they came, and none is swept. */
    NO_MOVES(Job.STORE),
    /** Who goes is taken for the owner. */
    NO_LOOK(Job.STORE);

    /** Of which it is a variant; null: of each. */
    private final @Nullable Job job;

    Broken(@Nullable Job job) {
        this.job = job;
    }

    boolean isOf(Job other) {
        return job == null || job == other;
    }

    boolean needsJobOfItsOwn() {
        return List.of(PROCESSING_TIME, ANSWERS_AT_ONCE, DIRTY, NO_WAIT, NO_MOVES).contains(this);
    }

    /** The words behind {@code flink run} for a job, or for the broken one that it needs. */
    List<String> options(Class<?> job, Class<?> brokenJob) {
        return needsJobOfItsOwn() ? RunningJob.beside(brokenJob) : RunningJob.inJar(job);
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
