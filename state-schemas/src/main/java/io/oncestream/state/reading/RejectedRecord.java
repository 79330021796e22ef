package io.oncestream.state.reading;

/**
 * A record that could not be used, and why: it goes to the rejects table instead of being lost.
 *
 * @param source where it came from: a file's path, a topic-partition, a queue or a socket
 * @param position where it stands there: the number of its first line in a file, counted from 1; an
 *     offset in a topic-partition, a stream or a spool; a delivery of a queue
 * @param text the record as it was read, cut to 1,000 characters, with bytes that are not UTF-8 and
 *     NUL replaced by U+FFFD
 * @param reason one sentence for a person: what is wrong with which field
 */
public record RejectedRecord(String source, long position, String text, String reason) {}
