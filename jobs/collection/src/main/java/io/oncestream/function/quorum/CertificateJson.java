package io.oncestream.function.quorum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Observation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The observations of a certificate as JSON: an array of objects with the texts {@code feed},
 * {@code value} and {@code signature}.
 */
public final class CertificateJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final List<String> FIELDS = List.of("feed", "value", "signature");

    private CertificateJson() {}

    public static String write(Certificate certificate) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Observation each : certificate.observations()) {
                json.writeStartObject();
                json.writeStringField("feed", each.feed());
                json.writeStringField("value", SignedText.plain(each.value()));
                json.writeStringField("signature", each.signature());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) { // A StringWriter has none.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * Reads the observations of an instrument's round.
     *
     * @throws IllegalArgumentException when they are written in another way
     */
    public static List<Observation> read(String text, String instrument, long round) {
        List<Observation> observations = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                require(json.currentToken() == JsonToken.START_OBJECT);
                observations.add(observation(json, instrument, round));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the observations are no JSON", e);
        }
        return observations;
    }

    private static Observation observation(JsonParser json, String instrument, long round)
            throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            require(json.nextToken() == JsonToken.VALUE_STRING);
            fields.put(name, json.getText());
        }
        require(json.currentToken() == JsonToken.END_OBJECT && fields.keySet().containsAll(FIELDS));
        return new Observation(
                fields.getOrDefault("feed", ""),
                instrument,
                round,
                SignedText.value(fields.getOrDefault("value", "")),
                fields.getOrDefault("signature", ""));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the observations are no array of objects with " + FIELDS);
        }
    }
}
