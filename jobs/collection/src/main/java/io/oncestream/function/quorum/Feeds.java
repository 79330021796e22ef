package io.oncestream.function.quorum;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;

/**
 * Who may sign the values of which instruments: a file of lines {@code f N}, {@code instrument
 * NAME} and {@code feed NAME KEY}, the key being an Ed25519 public key in Base64. Empty lines and
 * what begins with {@code #} are left out.
 *
 * @param size how many feeds there are, and how many of them may lie
 * @param instruments what values may be of
 * @param keys each feed's public key, by its name
 * @param digest SHA-256 of the file's bytes, in hexadecimal digits: it is signed with each value,
 *     so that a signature is worth nothing under other rules
 */
public record Feeds(
        QuorumSize size, Set<String> instruments, SortedMap<String, PublicKey> keys, String digest)
        implements Serializable {

    private static final int BYTES_MAX = 1 << 20;

    /**
     * Reads and checks a file.
     *
     * @throws IllegalArgumentException that names file, line and remedy
     */
    public static Feeds read(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalArgumentException(
                        "the file of feeds %s is larger than 1 MiB".formatted(file));
            }
            return of(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the file of feeds %s cannot be read".formatted(file), e);
        }
    }

    /** Of the bytes of such a file. */
    public static Feeds of(byte[] file) {
        FeedLines lines = new FeedLines();
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            text.lines().forEach(lines::add);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8", e);
        }
        return lines.feeds(HexFormat.of().formatHex(sha256(file)));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) { // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }
}
