package io.oncestream.connector.jdbc;

/**
 * One start of one parallel instance of a sink.
 *
 * @param jobId Flink's id of the running job
 */
record SinkAttempt(Lineage lineage, String jobId, int subtask) {}
