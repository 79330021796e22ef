package io.oncestream.function.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {

    private static final TestFeeds FEEDS = TestFeeds.of(4, 1, "gold", "go");

    private static final String VECTOR_FILE =
            """
            f 1
            instrument gold
            instrument go
            feed a bWJm2nuXWL1OcDU9pexxj3NBZJhzk1vJxQt+gjTJjNA=
            feed b Ucr79NPvBN+5DdbQZLz9PlcSdz/DhORehXJpuWL0u6c=
            feed c thx4ub7EOUhPbGIUcJYrSH1gWbHZ0vu2MdE/CVVmBSs=
            feed d KyIB9Y35f/ixV+tPFf5TzKoVWxH1qHLU0WnTl996hTg=
            """;
    private static final String VECTOR_DIGEST =
            "5fb4b1da3f9d1cc4953a42e1ace6664d8d39e9835bc529fcdefd1b72c2fed12b";
    private static final String VECTOR_MESSAGE =
            "000000136f6e636573747265616d2071756f72756d2031"
                    + "00000020"
                    + VECTOR_DIGEST
                    + "00000004676f6c64"
                    + "0000000137"
                    + "00000006313930302e35";
    private static final String VECTOR_SIGNATURE =
            "yvKW3rOezmysqHxRf76Z6qaWFliZ6d9jATkPjDdbrpXqe/wC3YJXPz5sqaDXXIDjU+gv/4BNCQiMEPe+eLdaDg==";

    private final SignatureCheck check = new SignatureCheck(FEEDS.feeds());

    @Test
    void aFeedsOwnSignatureIsAccepted() {
        assertThat(check.refusal(FEEDS.sign("a", "gold", 7, "1900.50"))).isNull();
    }

    /** sherlock-audit/2023-02-gmx-judging#208: it was valid for whatever it was sent with. */
    @Test
    void aSignatureIsWorthNothingElsewhere() {
        Observation signed = FEEDS.sign("a", "gold", 7, "1900.5");
        String signature = signed.signature();
        BigDecimal value = signed.value();
        String refusal = "signature is not the feed's, of this value";
        assertThat(check.refusal(new Observation("b", "gold", 7, value, signature)))
                .isEqualTo(refusal);
        assertThat(check.refusal(new Observation("a", "go", 7, value, signature)))
                .isEqualTo(refusal);
        assertThat(check.refusal(new Observation("a", "gold", 8, value, signature)))
                .isEqualTo(refusal);
        assertThat(check.refusal(new Observation("a", "gold", 7, BigDecimal.TEN, signature)))
                .isEqualTo(refusal);
        TestFeeds others = TestFeeds.of(5, 1, "gold");
        assertThat(check.refusal(others.sign("a", "gold", 7, "1900.5"))).isEqualTo(refusal);
    }

    @Test
    void whoIsNotInTheFileIsNobody() {
        assertThat(check.refusal(FEEDS.sign("e", "gold", 7, "1")))
                .isEqualTo("feed is not in the file of feeds");
        assertThat(check.refusal(FEEDS.sign("a", "silver", 7, "1")))
                .isEqualTo("instrument is not in the file of feeds");
    }

    @Test
    void whatIsNoSignatureIsRefused() {
        for (String text : new String[] {"", "AAAA", "no Base64", "A".repeat(86) + "=="}) {
            assertThat(check.refusal(new Observation("a", "gold", 7, BigDecimal.ONE, text)))
                    .isEqualTo("signature is not the feed's, of this value");
        }
    }

    @Test
    void numbersThatAreEqualAreOneText() {
        assertThat(SignedText.plain(new BigDecimal("1.50"))).isEqualTo("1.5");
        assertThat(SignedText.plain(new BigDecimal("1.5E+3"))).isEqualTo("1500");
        assertThat(SignedText.plain(new BigDecimal("-0.00"))).isEqualTo("0");
        assertThat(SignedText.plain(new BigDecimal("1E-7"))).isEqualTo("0.0000001");
    }

    /** The test vector of the page: whoever signs in another language compares with it. */
    @Test
    void whatIsSignedIsWhatThePageSays() throws Exception {
        assertThat(FEEDS.text()).isEqualTo(VECTOR_FILE);
        assertThat(FEEDS.feeds().digest()).isEqualTo(VECTOR_DIGEST);
        Observation signed = FEEDS.sign("a", "gold", 7, "1900.50");
        byte[] message = new SignedText(FEEDS.feeds()).of(signed);
        assertThat(HexFormat.of().formatHex(message)).isEqualTo(VECTOR_MESSAGE);
        assertThat(signed.signature()).isEqualTo(VECTOR_SIGNATURE);

        // As the JDK sees it.
        byte[] key = Base64.getDecoder().decode(TestFeeds.publicKey("a"));
        byte[] encoded =
                HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(key));
        Signature jdk = Signature.getInstance("Ed25519");
        jdk.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        jdk.update(message);
        assertThat(jdk.verify(Base64.getDecoder().decode(VECTOR_SIGNATURE))).isTrue();
    }
}
