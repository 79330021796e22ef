package io.oncestream.launcher.demo.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.jdbc.store.Partitioning;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which shard each bucket is at, computed anew by the rule that is written for users: of all shards
 * it has the one of the greatest SHA-256 of the shard's name, a zero byte and the bucket.
 *
 * @param owners by the numbers of the buckets
 */
public record RingModel(List<String> owners) {

    private static final int SCORE_BYTES = 8;

    /** Of the shards that are in the ring. */
    public static RingModel of(Collection<String> members) {
        return new RingModel(
                IntStream.range(0, Partitioning.hash().buckets())
                        .mapToObj(bucket -> owner(members, bucket))
                        .toList());
    }

    private static String owner(Collection<String> members, int bucket) {
        return members.stream()
                .max(Comparator.comparing((String member) -> score(member, bucket)))
                .orElseThrow();
    }

    private static BigInteger score(String member, int bucket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(member.getBytes(UTF_8));
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bucket).array());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return new BigInteger(1, Arrays.copyOf(hash, SCORE_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    String owner(int bucket) {
        return owners.get(bucket);
    }

    /** How often a bucket belongs to another shard than before, from one of these to the next. */
    static long moves(List<RingModel> rings, int bucket) {
        return IntStream.range(1, rings.size())
                .filter(i -> !rings.get(i).owner(bucket).equals(rings.get(i - 1).owner(bucket)))
                .count();
    }
}
