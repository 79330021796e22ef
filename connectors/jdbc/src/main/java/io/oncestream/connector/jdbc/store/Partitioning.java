package io.oncestream.connector.jdbc.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which bucket a key is in. Other software finds it by the same rule:
 *
 * <ul>
 *   <li>by hash: the CRC-32C (Castagnoli, as in iSCSI, RFC 3720) of the key's bytes in UTF-8, as an
 *       unsigned number, modulo 1024;
 *   <li>by ranges: as many keys as split the space are not above it. Keys are compared by their
 *       bytes in UTF-8, which is the order of their code points.
 * </ul>
 *
 * @param splits keys that split the space, in their order; none: by hash
 */
public record Partitioning(List<String> splits) implements Serializable {

    private static final int HASHED = 1024;
    private static final int SPLITS_MAX = 1023;

    /** Refuses what is out of order, by an {@link IllegalArgumentException}. */
    public Partitioning {
        splits = List.copyOf(splits);
        if (splits.size() > SPLITS_MAX) {
            throw new IllegalArgumentException(
                    "%d keys split the space: at most %d can".formatted(splits.size(), SPLITS_MAX));
        }
        for (int i = 0; i < splits.size(); i++) {
            if (splits.get(i).isEmpty()) {
                throw new IllegalArgumentException("an empty key splits nothing");
            }
            if (i > 0 && compare(splits.get(i - 1), splits.get(i)) >= 0) {
                throw new IllegalArgumentException(
                        "'%s' comes behind '%s': keys that split must ascend"
                                .formatted(splits.get(i), splits.get(i - 1)));
            }
        }
    }

    /** By hash. */
    public static Partitioning hash() {
        return new Partitioning(List.of());
    }

    /** How many buckets there are. */
    public int buckets() {
        return splits.isEmpty() ? HASHED : splits.size() + 1;
    }

    /** From 0 on. */
    public int bucket(String key) {
        if (splits.isEmpty()) {
            CRC32C hash = new CRC32C();
            hash.update(key.getBytes(UTF_8));
            return (int) (hash.getValue() % HASHED);
        }
        int at = Collections.binarySearch(splits, key, Partitioning::compare);
        return at < 0 ? -at - 1 : at + 1;
    }

    /** Which keys a bucket has, as its header says: who reads by another rule notices. */
    public String keys(int bucket) {
        if (splits.isEmpty()) {
            return "crc32c % " + HASHED + " = " + bucket;
        }
        String from = bucket == 0 ? "" : "'" + splits.get(bucket - 1) + "' <= ";
        String to = bucket == splits.size() ? "" : " < '" + splits.get(bucket) + "'";
        return from + "key" + to;
    }

    /** By code points, as databases sort. */
    static int compare(String one, String other) {
        int at = Arrays.mismatch(one.toCharArray(), other.toCharArray());
        if (at < 0 || at == Math.min(one.length(), other.length())) {
            return Integer.compare(one.length(), other.length());
        }
        // Surrogates, which Java sorts before U+E000, stand for what is behind U+FFFF.
        boolean isHigh = Character.isSurrogate(one.charAt(at));
        boolean isOtherHigh = Character.isSurrogate(other.charAt(at));
        return isHigh == isOtherHigh
                ? Character.compare(one.charAt(at), other.charAt(at))
                : Boolean.compare(isHigh, isOtherHigh);
    }
}
