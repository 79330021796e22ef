package io.oncestream.connector.jdbc.cut.model;

/** What may happen in a scenario, as often as it is listed there. */
enum Fault {
    /** Flink restarts all subtasks from the latest checkpoint, with any parallelism. */
    CRASH,
    /** A new run goes on from any checkpoint or savepoint, with leave to rewind. */
    RESUBMIT,
    /** One of the subtasks that are replaced still commits what it was told to. */
    ZOMBIE,
    /** A checkpoint is aborted. */
    ABORT,
    /** One is a savepoint: complete, and none that the subtasks are told of. */
    SAVEPOINT,
    /** A subtask's input ends. */
    END,
    /** A commit fails in one database, and a flawed sink goes on all the same. */
    FAILURE
}
