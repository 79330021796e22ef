package io.oncestream.state.store;

import java.util.List;
import java.util.Map;

/**
 * Which shards share the buckets.
 *
 * @param members their names
 * @param pins the shards of buckets that were given one by hand
 * @param assigned the shard that each bucket was told last; those that are not here were told none
 *     and are where the first members have them
 * @param seq how many changes there were
 */
public record RingState(
        List<String> members, Map<Integer, String> pins, Map<Integer, String> assigned, long seq) {}
