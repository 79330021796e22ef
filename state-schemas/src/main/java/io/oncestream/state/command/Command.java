package io.oncestream.state.command;

import java.time.Instant;
import java.util.Map;

/**
 * What a client asks of a job: it is done once, however often it is sent.
 *
 * <p>It travels between operators as a Flink POJO; no component is checked here, because a record
 * that refuses a default value could not be restored from the state of an older version.
 *
 * @param key whose state it is about; commands of one key are done one after the other. Empty in a
 *     tick
 * @param id what the client calls it, of its own among all of the key. Empty in a tick
 * @param op what is to be done
 * @param time event time, by the client's clock; the same when it is sent again
 * @param fields all others that are there, by their names; numbers as they were written
 */
public record Command(String key, String id, String op, Instant time, Map<String, String> fields) {

    /** The op of what says how far event time has come, and asks for nothing. */
    public static final String TICK = "tick";

    public static Command tick(Instant time) {
        return new Command("", "", TICK, time, Map.of());
    }

    /** Whether it is there for its time alone. */
    public boolean isTick() {
        return TICK.equals(op);
    }
}
