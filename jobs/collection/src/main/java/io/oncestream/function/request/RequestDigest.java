package io.oncestream.function.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.state.command.Command;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Tells what two commands of one id ask for from each other, without keeping it. */
final class RequestDigest {

    /** As many bits as make it hopeless to look for two commands that are taken for one. */
    private static final int BYTES = 16;

    private RequestDigest() {}

    /** Of op, time and fields, whatever order these are in. */
    static String of(Command command) {
        MessageDigest sha = sha256();
        add(sha, command.op());
        add(sha, command.time().toString());
        for (Map.Entry<String, String> field : new TreeMap<>(command.fields()).entrySet()) {
            add(sha, field.getKey());
            add(sha, field.getValue());
        }
        byte[] digest = Arrays.copyOf(sha.digest(), BYTES);
        return Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /** With its length in front: what one text ends with is not what the next begins with. */
    private static void add(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
