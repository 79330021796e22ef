package io.oncestream.state.reading;

/**
 * What has been read of a source so far, by all subtasks that shared a state.
 *
 * @param rows records read, with those that were rejected
 * @param rejected records that could not be used
 * @param bytes of the source that these records took
 */
public record ReadCounts(long rows, long rejected, long bytes) {}
