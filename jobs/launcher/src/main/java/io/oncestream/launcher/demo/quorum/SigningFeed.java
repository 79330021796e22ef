package io.oncestream.launcher.demo.quorum;

import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A feed of the demonstration, which signs whatever it is told to. Its secret key is the SHA-256 of
 * a text that everybody knows: so the same seed signs the same, and nothing may depend on it.
 */
final class SigningFeed {

    private static final String SECRET = "oncestream demonstration feed ";

    private final String name;
    private final byte[] secret;
    private final byte[] key = new byte[Ed25519.PUBLIC_KEY_SIZE];

    SigningFeed(String name) {
        this.name = name;
        this.secret = sha256(SECRET + name);
        Ed25519.generatePublicKey(secret, 0, key, 0);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) { // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    /** Its public key, as in the file of feeds. */
    String key() {
        return Base64.getEncoder().encodeToString(key);
    }

    /** What it sends when it wants others to believe this. */
    Observation sign(SignedText text, String instrument, long round, BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        byte[] signed = text.of(new Observation(name, instrument, round, stripped, ""));
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(secret, 0, key, 0, signed, 0, signed.length, signature, 0);
        return new Observation(
                name, instrument, round, stripped, Base64.getEncoder().encodeToString(signature));
    }
}
