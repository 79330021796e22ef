package io.oncestream.bench.membership;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.oncestream.state.membership.GossipEntry;
import java.io.IOException;

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
}
