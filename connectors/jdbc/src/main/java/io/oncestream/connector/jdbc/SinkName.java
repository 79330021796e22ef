package io.oncestream.connector.jdbc;

import java.io.Serializable;

/**
 * Which sink this is, over all restarts of its job.
 *
 * @param job the job's name: for people, and for {@link StartPolicy#EMPTY}, which empties no table
 *     of a job with another name
 * @param operator the sink's uid in the job
 */
public record SinkName(String job, String operator) implements Serializable {}
