package io.oncestream.job.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;

/**
 * The shards that share the buckets, and which has which: rendezvous hashing (D. Thaler and C.
 * Ravishankar, "Using name-based mappings to increase hit rates", IEEE/ACM Transactions on
 * Networking 6, 1998). Of all shards a bucket has the one of the greatest score, so that who joins
 * takes 1/(n+1) of the buckets from all others and nothing else moves, and who leaves gives them
 * back. The score is the first 8 bytes of the SHA-256 of the shard's name in UTF-8, a zero byte and
 * the bucket as four bytes, highest first; compared as unsigned numbers, then by name.
 *
 * @param members their names, in any order
 * @param pins the shards of buckets that were given one by hand
 */
public record Ring(List<String> members, Map<Integer, String> pins) {

    /** Refuses a ring without a shard, by an {@link IllegalArgumentException}. */
    public Ring {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a ring has no shard");
        }
        members = List.copyOf(members);
        pins = Map.copyOf(pins);
    }

    /** Where no bucket was given a shard by hand. */
    public static Ring of(List<String> members) {
        return new Ring(members, Map.of());
    }

    /** The shard that has a bucket. */
    public String owner(int bucket) {
        String pinned = pins.get(bucket);
        if (pinned != null) {
            return pinned;
        }
        String owner = "";
        long greatest = 0;
        for (String member : members) {
            long score = score(member, bucket);
            int order = owner.isEmpty() ? 1 : Long.compareUnsigned(score, greatest);
            if (order > 0 || (order == 0 && member.compareTo(owner) > 0)) {
                owner = member;
                greatest = score;
            }
        }
        return owner;
    }

    private static long score(String member, int bucket) {
        MessageDigest sha = sha256();
        sha.update(member.getBytes(UTF_8));
        sha.update((byte) 0);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bucket).flip());
        return ByteBuffer.wrap(sha.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }
}
