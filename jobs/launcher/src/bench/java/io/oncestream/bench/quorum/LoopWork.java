package io.oncestream.bench.quorum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * The limit: one thread, the same library with the feeds' points computed before, maps of votes,
 * nothing that survives.
 */
final class LoopWork implements Work {

    private static final JsonFactory JSON = new JsonFactory();

    private final Script script;
    private final SignedFile file;
    private final SignedText text;
    private final Map<String, Ed25519.PublicPoint> points = new HashMap<>();
    private final Map<Vote, List<String>> votes = new HashMap<>();
    private final List<Vote> certified = new ArrayList<>();
    private long forged;

    /** What feeds sign, without trailing zeros in the value. */
    private record Vote(String instrument, long round, BigDecimal value) {}

    private LoopWork(Script script, SignedFile file, Feeds feeds) {
        this.script = script;
        this.file = file;
        this.text = new SignedText(feeds);
        feeds.keys()
                .forEach(
                        (name, key) ->
                                points.put(
                                        name,
                                        Ed25519.validatePublicKeyFullExport(
                                                Base64.getDecoder().decode(key.base64()), 0)));
    }

    static Work prepare(Case one) throws IOException {
        SignedFile file = SignedFile.of(one);
        return new LoopWork(Script.of(one), file, Feeds.read(file.feeds()));
    }

    @Override
    public Instant run() throws IOException {
        try (JsonParser json = JSON.createParser(file.observations().toFile())) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Observation observation = observation(json);
                if (isSigned(observation)) {
                    count(observation);
                } else {
                    forged++;
                }
            }
        }
        return Instant.now();
    }

    private static Observation observation(JsonParser json) throws IOException {
        String feed = "";
        String instrument = "";
        long round = -1;
        BigDecimal value = BigDecimal.ZERO;
        String signature = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "feed" -> feed = json.getText();
                case "instrument" -> instrument = json.getText();
                case "round" -> round = json.getLongValue();
                case "value" -> value = json.getDecimalValue().stripTrailingZeros();
                case "signature" -> signature = json.getText();
                default -> throw new IOException("no such field: " + name);
            }
        }
        return new Observation(feed, instrument, round, value, signature);
    }

    private boolean isSigned(Observation observation) {
        byte[] signature = Base64.getDecoder().decode(observation.signature());
        byte[] signed = text.of(observation);
        Ed25519.PublicPoint point = points.get(observation.feed());
        return point != null && Ed25519.verify(signature, 0, point, signed, 0, signed.length);
    }

    private void count(Observation observation) {
        Vote vote = new Vote(observation.instrument(), observation.round(), observation.value());
        List<String> feeds = votes.computeIfAbsent(vote, key -> new ArrayList<>());
        if (!feeds.contains(observation.feed())) {
            feeds.add(observation.feed());
            if (feeds.size() == SigningFeeds.QUORUM) {
                certified.add(vote);
            }
        }
    }

    @Override
    public Check check() {
        if (forged != script.forged()) {
            throw new IllegalStateException(
                    "%d are forged, and %d were found".formatted(script.forged(), forged));
        }
        Certified all = new Certified();
        certified.forEach(
                vote -> all.add(vote.instrument, vote.round, vote.value, SigningFeeds.QUORUM));
        return script.compare(all);
    }

    @Override
    public void close() {}
}
