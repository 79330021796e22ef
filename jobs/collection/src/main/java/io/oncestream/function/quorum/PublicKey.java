package io.oncestream.function.quorum;

import java.io.Serializable;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032) in Base64.
 *
 * <p>A point outside of the subgroup of prime order is refused: under one of small order a
 * signature of one text is a signature of others too.
 */
public record PublicKey(String base64) implements Serializable {

    /** Refuses what is no key. */
    public PublicKey {
        byte[] bytes = bytes(base64);
        if (bytes.length != Ed25519.PUBLIC_KEY_SIZE) {
            throw new IllegalArgumentException(
                    "the key has %d bytes: one of Ed25519 has %d"
                            .formatted(bytes.length, Ed25519.PUBLIC_KEY_SIZE));
        }
        if (!Ed25519.validatePublicKeyFull(bytes, 0)) {
            throw new IllegalArgumentException(
                    "the key is no point of Ed25519's subgroup of prime order");
        }
        base64 = Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the key is no Base64", e);
        }
    }

    Ed25519.PublicPoint point() {
        return Ed25519.validatePublicKeyFullExport(Base64.getDecoder().decode(base64), 0);
    }
}
