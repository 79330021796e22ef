package io.oncestream.function.quorum;

import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Feeds a, b, c and so on, whose keys follow from their names. */
public final class TestFeeds {

    private final String text;
    private final Feeds feeds;
    private final SignedText signed;

    private TestFeeds(String text) {
        this.text = text;
        this.feeds = Feeds.of(text.getBytes(StandardCharsets.UTF_8));
        this.signed = new SignedText(feeds);
    }

    public static TestFeeds of(int count, int faulty, String... instruments) {
        List<String> lines = new ArrayList<>(List.of("f " + faulty));
        for (String instrument : instruments) {
            lines.add("instrument " + instrument);
        }
        for (int i = 0; i < count; i++) {
            lines.add("feed %s %s".formatted(name(i), publicKey(name(i))));
        }
        return new TestFeeds(String.join("\n", lines) + "\n");
    }

    public static String name(int feed) {
        return String.valueOf((char) ('a' + feed));
    }

    public static String publicKey(String feed) {
        byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(privateKey(feed), 0, key, 0);
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] privateKey(String feed) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(("feed " + feed).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Feeds feeds() {
        return feeds;
    }

    /** The file. */
    public String text() {
        return text;
    }

    public Observation sign(String feed, String instrument, long round, String value) {
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        Observation unsigned = new Observation(feed, instrument, round, number, "");
        return new Observation(feed, instrument, round, number, signature(unsigned));
    }

    private String signature(Observation observation) {
        byte[] message = signed.of(observation);
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(privateKey(observation.feed()), 0, message, 0, message.length, signature, 0);
        return Base64.getEncoder().encodeToString(signature);
    }
}
