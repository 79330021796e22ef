package io.oncestream.state.quorum;

import java.util.Map;

/**
 * How far an instrument has come. It is kept for good: a round that was closed stays so.
 *
 * @param closed the newest round that is closed, as all before it; -1: none
 * @param newest of each feed the newest round that it has signed
 */
public record RoundProgress(long closed, Map<String, Long> newest) {

    /** Of an instrument of which no feed has signed anything. */
    public static final RoundProgress NONE = new RoundProgress(-1, Map.of());
}
