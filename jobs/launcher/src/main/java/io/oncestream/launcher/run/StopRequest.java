package io.oncestream.launcher.run;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.database.TargetDatabases;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C asks of a run: a stop with savepoint; the end at once without a job or when asked
 * again.
 */
final class StopRequest {

    private final Console console;
    private final String stopping;
    private volatile @Nullable TargetDatabases database;
    private volatile boolean savepointPossible;
    private volatile int code;
    private volatile Supplier<Optional<String>> wayBack = Optional::empty;

    /**
     * Of a run.
     *
     * @param stopping what it says when it is first asked
     */
    StopRequest(Console console, String stopping) {
        this.console = console;
        this.stopping = stopping;
    }

    /** Names the database that an end at once must let go of. */
    void abandonAtOnce(TargetDatabases open) {
        database = open;
    }

    /** Says how a run that ends at once can be gone on with, where it can. */
    void wayBack(Supplier<Optional<String>> line) {
        wayBack = line;
    }

    /** Whether there is a job that could be stopped with a savepoint. */
    void savepointPossible(boolean possible) {
        savepointPossible = possible;
    }

    boolean isRequested() {
        return code != 0;
    }

    /** The exit code of a run that was stopped. */
    int code() {
        return code;
    }

    /** Called in a thread of the JVM's with the signal's exit code. */
    void signalled(int exitCode) {
        if (code == 0 && savepointPossible) {
            code = exitCode;
            console.say(stopping + "; once more to end at once");
            return;
        }
        TargetDatabases open = database;
        try {
            if (open != null) {
                open.abandon();
            }
        } finally {
            console.clear();
            try {
                wayBack.get().ifPresent(console::say);
            } finally {
                Runtime.getRuntime().halt(exitCode);
            }
        }
    }
}
