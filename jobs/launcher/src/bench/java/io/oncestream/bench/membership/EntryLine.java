package io.oncestream.bench.membership;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Entries as JSON, as the job reads them. */
final class EntryLine {

    static final JsonFactory JSON = new JsonFactory();

    private EntryLine() {}

    static void write(JsonGenerator json, String cluster, GossipEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("cluster", cluster);
        json.writeStringField("observer", entry.observer());
        json.writeStringField("time", entry.time().toString());
        json.writeStringField("node", entry.node());
        json.writeNumberField("incarnation", entry.sign().incarnation());
        json.writeNumberField("heartbeat", entry.sign().heartbeat());
        json.writeBooleanField("left", entry.sign().left());
        json.writeEndObject();
    }

    /** The next one; null at the end. */
    static @Nullable GossipEntry read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        String cluster = "";
        String observer = "";
        Instant time = Instant.EPOCH;
        String node = "";
        long incarnation = -1;
        long heartbeat = -1;
        boolean left = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "cluster" -> cluster = json.getText();
                case "observer" -> observer = json.getText();
                case "time" -> time = Instant.parse(json.getText());
                case "node" -> node = json.getText();
                case "incarnation" -> incarnation = json.getLongValue();
                case "heartbeat" -> heartbeat = json.getLongValue();
                case "left" -> left = json.getBooleanValue();
                default -> throw new IOException("no such field: " + name);
            }
        }
        return new GossipEntry(
                cluster, observer, time, node, new LifeSign(incarnation, left, heartbeat));
    }
}
