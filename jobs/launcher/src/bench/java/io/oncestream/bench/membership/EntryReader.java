package io.oncestream.bench.membership;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads entries. Those of one report have one time, which is parsed once. */
final class EntryReader implements AutoCloseable {

    private final JsonParser json;
    private String lastTime = "";
    private Instant last = Instant.EPOCH;

    private EntryReader(JsonParser json) {
        this.json = json;
    }

    static EntryReader of(Path file) throws IOException {
        return new EntryReader(EntryLine.JSON.createParser(file.toFile()));
    }

    static EntryReader of(String lines) throws IOException {
        return new EntryReader(EntryLine.JSON.createParser(lines));
    }

    /** Hands over all of them. */
    void forEach(Consumer<GossipEntry> to) throws IOException {
        for (GossipEntry entry = next(); entry != null; entry = next()) {
            to.accept(entry);
        }
    }

    private @Nullable GossipEntry next() throws IOException {
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
                case "time" -> time = time(json.getText());
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

    private Instant time(String text) {
        if (!text.equals(lastTime)) {
            last = Instant.parse(text);
            lastTime = text;
        }
        return last;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
