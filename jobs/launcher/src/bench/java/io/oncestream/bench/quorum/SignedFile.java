package io.oncestream.bench.quorum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.oncestream.bench.measure.Case;
import io.oncestream.launcher.home.Home;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The input of a case: JSON lines, and the file of feeds.
 *
 * @param observations about 175 bytes a line
 */
record SignedFile(Path observations, Path feeds) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Makes both unless they are there. */
    static SignedFile of(Case one) throws IOException {
        Script script = Script.of(one);
        String name =
                "%d-%d-%d".formatted(script.observations(), script.instruments(), script.seed());
        Path folder = Home.fromSystemProperties().folder("bench/quorum");
        SignedFile made =
                new SignedFile(
                        folder.resolve("observations-" + name + ".jsonl"),
                        folder.resolve("feeds-" + name + ".txt"));
        if (!Files.exists(made.observations)) {
            Files.write(made.feeds, script.feeds().file());
            // In one step: one that is not whole must never be taken for the file.
            Path part = folder.resolve(name + ".part");
            write(part, script);
            Files.move(part, made.observations, StandardCopyOption.ATOMIC_MOVE);
        }
        return made;
    }

    private static void write(Path file, Script script) throws IOException {
        SigningFeeds feeds = script.feeds();
        try (BufferedWriter out = Files.newBufferedWriter(file);
                JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Script.Line line : script.lines()) {
                write(json, line, feeds);
                json.writeRaw('\n');
            }
        }
    }

    private static void write(JsonGenerator json, Script.Line line, SigningFeeds feeds)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("feed", SigningFeeds.name(line.feed()));
        json.writeStringField("instrument", line.instrument());
        json.writeNumberField("round", line.round());
        json.writeNumberField("value", line.value());
        json.writeStringField(
                "signature",
                feeds.sign(line.signer(), line.instrument(), line.round(), line.value()));
        json.writeEndObject();
    }
}
