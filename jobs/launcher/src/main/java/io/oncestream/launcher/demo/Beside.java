package io.oncestream.launcher.demo;

import io.oncestream.launcher.database.TargetDatabases;

/** What a run does beside its job. */
public interface Beside extends AutoCloseable {

    /** Called once, when all tasks of the job run; what lasts goes on in other threads. */
    default void start(TargetDatabases databases) throws Exception {}

    /** Whether the job is needed no more. */
    default boolean isOver() {
        return false;
    }

    /** Whether a run that is stopped before is something to go on with. */
    default boolean isResumable() {
        return true;
    }

    /** Says what came of it, while the database is there; returns the exit code. */
    default int finish() throws Exception {
        return 0;
    }

    @Override
    default void close() throws Exception {}
}
