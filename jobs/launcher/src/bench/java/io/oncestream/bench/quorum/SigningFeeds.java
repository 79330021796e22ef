package io.oncestream.bench.quorum;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Four feeds, of which one may lie, with the keys by which they sign. */
final class SigningFeeds {

    static final int COUNT = 4;

    /** How many make a value certain: ⌊(n+f)/2⌋+1. */
    static final int QUORUM = 3;

    private final byte[][] secrets = new byte[COUNT][Ed25519.SECRET_KEY_SIZE];
    private final byte[][] keys = new byte[COUNT][Ed25519.PUBLIC_KEY_SIZE];
    private final byte[] file;
    private final SignedText text;

    SigningFeeds(int instruments, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < COUNT; i++) {
            random.nextBytes(secrets[i]);
            Ed25519.generatePublicKey(secrets[i], 0, keys[i], 0);
        }
        this.file = lines(instruments).getBytes(UTF_8);
        this.text = new SignedText(Feeds.of(file));
    }

    private String lines(int instruments) {
        StringBuilder lines = new StringBuilder("f 1\n");
        IntStream.range(0, instruments)
                .forEach(i -> lines.append("instrument ").append(instrument(i)).append('\n'));
        for (int i = 0; i < COUNT; i++) {
            String key = Base64.getEncoder().encodeToString(keys[i]);
            lines.append("feed ").append(name(i)).append(' ').append(key).append('\n');
        }
        return lines.toString();
    }

    static String name(int feed) {
        return "feed-" + feed;
    }

    static String instrument(int number) {
        return "instrument-" + number;
    }

    /** The file of feeds. */
    byte[] file() {
        return file.clone();
    }

    /** The signature of one feed under a value, in Base64. */
    String sign(int feed, String instrument, long round, BigDecimal value) {
        byte[] signed = text.of(new Observation(name(feed), instrument, round, value, ""));
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secrets[feed], 0, keys[feed], 0, signed, 0, signed.length, signature, 0);
        return Base64.getEncoder().encodeToString(signature);
    }
}
