package io.oncestream.launcher.demo.store;

import io.oncestream.launcher.demo.Sender;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client sends it.
 *
 * @param number in the order of sending
 * @param key empty: it is about the ring
 * @param more fields than these and the time, such as the value
 */
public record SentCommand(long number, String key, String id, String op, Map<String, String> more)
        implements Sender.Sent {

    public SentCommand {
        more = Map.copyOf(more);
    }

    @Override
    public Map<String, String> fields(String time) {
        Map<String, String> fields = new TreeMap<>(more);
        fields.put("id", id);
        fields.put("op", op);
        fields.put("time", time);
        if (!key.isEmpty()) {
            fields.put("key", key);
        }
        return fields;
    }

    /** Of a put; null where there is none. */
    @Nullable String value() {
        return more.get("value");
    }

    /** The version that the key must have; null: whatever it has. */
    @Nullable Long ifVersion() {
        String version = more.get("if_version");
        return version == null ? null : Long.valueOf(version);
    }
}
