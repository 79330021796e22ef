package io.oncestream.connector.source.socket;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.List;

/**
 * What is known of the numbers of datagrams, up to some offset of a spool.
 *
 * @param lost how many are missing
 * @param senders the one that was silent longest first
 */
record DatagramCounts(long lost, List<Sender> senders) {

    static final DatagramCounts NONE = new DatagramCounts(0, List.of());

    /**
     * One sender.
     *
     * @param next the number that should come next
     * @param missing which of the last ones did not come, see {@link DatagramNumbers}
     */
    record Sender(InetSocketAddress address, long next, BitSet missing) {}
}
