package io.oncestream.job.quorum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.function.quorum.SignatureCheck;
import io.oncestream.function.quorum.TestFeeds;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.reading.Decoded;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationFormatTest {

    private static final TestFeeds FEEDS = TestFeeds.of(4, 1, "gold");

    private final MessageDecoder<Observation> decoder =
            new JsonMessages<>(new ObservationFormat(), FieldRules.DEFAULT);
    private final SignatureCheck check = new SignatureCheck(FEEDS.feeds());

    private static String json(String round, String value, String signature) {
        return "{\"feed\":\"a\",\"instrument\":\"gold\",\"round\":%s,\"value\":%s,\"signature\":\"%s\"}"
                .formatted(round, value, signature);
    }

    private Decoded<Observation> decode(String message) {
        return decoder.decode(message.getBytes(UTF_8), "topic-0", 1);
    }

    @Test
    void aValueMayBeWrittenAsANumberOrAText() {
        Observation signed = FEEDS.sign("a", "gold", 7, "1900.5");
        for (String value : new String[] {"1900.5", "\"1900.50\"", "1.9005e3"}) {
            Decoded<Observation> decoded = decode(json("7", value, signed.signature()));
            assertThat(decoded.value()).isEqualTo(signed);
            assertThat(check.refusal(decoded.value())).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1                  | 1                 | AAAA | round -1 is below 0",
                "9223372036854775808 | 1                 | AAAA | round",
                "1.5                 | 1                 | AAAA | round",
                "7                   | 1e64              | AAAA | value has more than 64"
                        + " characters",
                "7                   | 1e-63             | AAAA | value has more than 64"
                        + " characters",
                "7                   | 1e999999999       | AAAA | value",
                "7                   | NaN               | AAAA | ",
                "7                   | 1                 | AAAA | signature is not 64 bytes in"
                        + " Base64",
                "7                   | 1                 | !!!! | signature is not 64 bytes in"
                        + " Base64",
                "7                   | 1                 |      | signature"
            })
    void whatIsWrongIsNamed(String round, String value, String signature, String reason) {
        Decoded<Observation> decoded =
                decode(json(round, value, signature == null ? "" : signature));
        assertThat(decoded.value()).isNull();
        assertThat(decoded.rejected().reason()).contains(reason == null ? "" : reason);
    }

    /** Whatever comes is an observation or a reject, and only what a feed has signed is its own. */
    @Property(tries = 5_000)
    void whatIsDamagedIsAValueOrAReject(@ForAll long seed) {
        Random random = new Random(seed);
        Observation signed = FEEDS.sign("a", "gold", 7, "1900.5");
        byte[] message = json("7", "1900.5", signed.signature()).getBytes(UTF_8);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt(256);
        }
        Decoded<Observation> decoded = decoder.decode(message, "topic-0", 1);
        assertThat(decoded.value() == null).isNotEqualTo(decoded.rejected() == null);
        if (decoded.value() != null && check.refusal(decoded.value()) == null) {
            assertThat(decoded.value()).isEqualTo(signed);
        }
    }
}
