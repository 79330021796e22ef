package io.oncestream.launcher.demo.counters;

import io.oncestream.launcher.demo.Sender;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client sends it.
 *
 * @param amount as text, which may be none; null: it has none
 */
public record SentCommand(String counter, String id, String op, @Nullable String amount)
        implements Sender.Sent {

    @Override
    public String key() {
        return counter;
    }

    @Override
    public Map<String, String> fields(String time) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("counter", counter);
        fields.put("id", id);
        fields.put("op", op);
        fields.put("time", time);
        if (amount != null) {
            fields.put("amount", amount);
        }
        return fields;
    }
}
