package io.oncestream.launcher.demo.transfers;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A command as a client sends it.
 *
 * @param from null: a deposit
 * @param amount as text, which may be none
 */
record SentCommand(String ledger, String id, @Nullable String from, String to, String amount) {

    /** All fields as the job reads them. */
    Map<String, String> fields(String time) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("ledger", ledger);
        fields.put("id", id);
        fields.put("time", time);
        if (from == null) {
            fields.put("account", to);
            fields.put("deposit", amount);
        } else {
            fields.put("from", from);
            fields.put("to", to);
            fields.put("amount", amount);
        }
        return fields;
    }
}
