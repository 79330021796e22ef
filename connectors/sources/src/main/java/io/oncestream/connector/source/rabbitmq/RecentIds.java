package io.oncestream.connector.source.rabbitmq;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids seen last. Of each it keeps the first 16 bytes of its SHA-256: two of a million million
 * ids share them with a probability of about 10<sup>-15</sup>.
 *
 * <p>An id that is seen again counts as the newest: what is unacknowledged was seen within the last
 * {@link Subscription#PREFETCH_MAX} deliveries, so it stays in here whatever it repeats.
 */
final class RecentIds {

    /** Twice what may be unacknowledged: the other half is for publishers that send once more. */
    static final int CAPACITY = 131_072;

    static final int HASH_BYTES = 16;

    private record Hash(long high, long low) {}

    private final int capacity;
    private final Set<Hash> oldestFirst = new LinkedHashSet<>();
    private final MessageDigest sha256;

    RecentIds(int capacity) {
        this.capacity = capacity;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * With those that {@link #toBytes()} gave, of whatever capacity: the newest of them.
     *
     * @param hashes a multiple of {@link #HASH_BYTES}
     */
    static RecentIds of(int capacity, byte[] hashes) {
        RecentIds ids = new RecentIds(capacity);
        ByteBuffer in = ByteBuffer.wrap(hashes);
        while (in.hasRemaining()) {
            ids.add(new Hash(in.getLong(), in.getLong()));
        }
        return ids;
    }

    /** Whether it is new. */
    boolean add(String id) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(id.getBytes(StandardCharsets.UTF_8)));
        return add(new Hash(digest.getLong(), digest.getLong()));
    }

    private boolean add(Hash hash) {
        boolean isNew = !oldestFirst.remove(hash);
        oldestFirst.add(hash);
        if (oldestFirst.size() > capacity) {
            Iterator<Hash> oldest = oldestFirst.iterator();
            oldest.next();
            oldest.remove();
        }
        return isNew;
    }

    /** The oldest first. */
    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(oldestFirst.size() * HASH_BYTES);
        oldestFirst.forEach(hash -> out.putLong(hash.high()).putLong(hash.low()));
        return out.array();
    }
}
