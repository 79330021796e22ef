package io.oncestream.function.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever checks a proof gets it from somebody who may have written anything into it. */
class MalformedProofTest {

    private static final Feeds FEEDS = Feeds.read(Path.of("samples/quorum-feeds.txt"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[{]",
                "[{}]",
                "[1]",
                "[{\"feed\":\"a\",\"value\":1,\"signature\":\"\"}]",
                "[{\"feed\":\"a\",\"value\":\"x\",\"signature\":\"\"}]",
                "[{\"feed\":\"a\",\"value\":\"1e999999999\",\"signature\":\"\"}]",
                "[{\"feed\":\"a\",\"value\":\"1\",\"signature\":\"\"}"
            })
    void brokenJsonIsRefused(String text) {
        assertThatThrownBy(() -> CertificateJson.read(text, "gold", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the (observations are no|value is no decimal number).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "1.", ".5", "+1", "1e3", "٣", "NaN", " 1"})
    void aValueIsInPlainNotation(String text) {
        assertThatThrownBy(() -> SignedText.value(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no decimal number");
    }

    @Test
    void aValueIsAsLongAsTheJobTakesIt() {
        String longest = "-" + "9".repeat(SignedText.VALUE_LENGTH_MAX - 1);
        assertThat(SignedText.plain(SignedText.value(longest))).isEqualTo(longest);
        assertThatThrownBy(() -> SignedText.value(longest + "9"))
                .hasMessageContaining("64 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no Base64", "="})
    void aBrokenSignatureIsRefused(String signature) {
        Observation observation =
                new Observation("a", "seattle-temperature", 1, BigDecimal.ONE, signature);
        assertThat(new SignatureCheck(FEEDS).refusal(observation)).startsWith("signature is no");
    }
}
