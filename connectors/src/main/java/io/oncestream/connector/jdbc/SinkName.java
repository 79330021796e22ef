package io.oncestream.connector.jdbc;

import java.io.Serializable;

/**
 * Which sink this is, over all restarts of its job.
 *
 * @param job the job's name, for people
 * @param operator the sink's uid in the job
 */
public record SinkName(String job, String operator) implements Serializable {}
