package io.oncestream.state.partial;

/**
 * Records of one key and one slice of event time, added up by one subtask before the shuffle: what
 * travels in their place. Several of one key and slice are merged behind it.
 *
 * @param key what the records belong to
 * @param slice which part of event time, by the number that the job's windows give it
 * @param accumulator what the records add up to, one of them at least
 */
public record Partial<ACC>(String key, long slice, ACC accumulator) {}
