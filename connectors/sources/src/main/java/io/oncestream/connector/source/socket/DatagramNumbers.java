package io.oncestream.connector.source.socket;

import java.net.InetSocketAddress;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the gaps in the numbers that senders give their datagrams. The first number of a sender is
 * where its count begins. It begins anew where two numbers follow each other that are far behind,
 * or the first of which is 0 or 1: one alone is a datagram that came late or twice (as RFC 3550,
 * A.1, tells a restart). Not thread-safe.
 */
final class DatagramNumbers {

    /** How far behind a datagram can be and still be known as missing or as seen. */
    static final int WINDOW = 1_024;

    /** What a network may exchange: a number that is less behind begins nothing. */
    static final int DISORDER = 64;

    private final Map<InetSocketAddress, Sender> senders;
    private long lost;

    /**
     * @param sendersMax how many are remembered: the one that was silent longest is forgotten
     */
    DatagramNumbers(int sendersMax, DatagramCounts known) {
        this.senders =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(
                            Map.Entry<InetSocketAddress, Sender> eldest) {
                        return size() > sendersMax;
                    }
                };
        known.senders().forEach(sender -> senders.put(sender.address(), new Sender(sender)));
        this.lost = known.lost();
    }

    /**
     * Takes notice of a datagram that came.
     *
     * @return by how many the number of missing datagrams has grown; -1 when one came late
     */
    long lost(InetSocketAddress from, long number) {
        Sender sender = senders.get(from);
        if (sender == null) {
            senders.put(from, new Sender(from, number + 1, new BitSet(WINDOW)));
            return 0;
        }
        long more = sender.lost(number);
        lost += more;
        return more;
    }

    DatagramCounts counts() {
        List<DatagramCounts.Sender> known = senders.values().stream().map(Sender::count).toList();
        return new DatagramCounts(lost, known);
    }

    private static final class Sender {

        private static final long NONE = -1;

        private final InetSocketAddress address;
        private long next;

        /** Which of the last numbers are missing, by the remainder of their division. */
        private final BitSet missing;

        /** With which number it may have begun anew. */
        private long restart = NONE;

        Sender(InetSocketAddress address, long next, BitSet missing) {
            this.address = address;
            this.next = next;
            this.missing = missing;
        }

        Sender(DatagramCounts.Sender known) {
            this(known.address(), known.next(), copy(known.missing()));
        }

        DatagramCounts.Sender count() {
            return new DatagramCounts.Sender(address, next, copy(missing));
        }

        private static BitSet copy(BitSet bits) {
            return (BitSet) bits.clone();
        }

        long lost(long number) {
            if (number >= next) {
                restart = NONE;
                return ahead(number);
            }
            int at = (int) (number % WINDOW);
            if (number >= next - WINDOW && missing.get(at)) {
                missing.clear(at);
                return -1;
            }
            if (restart != NONE && number > restart && number - restart <= DISORDER) {
                missing.clear();
                next = restart + 1;
                restart = NONE;
                return ahead(number);
            }
            boolean begins = number < next - WINDOW || (number <= 1 && number < next - DISORDER);
            restart = begins ? number : NONE;
            return 0;
        }

        private long ahead(long number) {
            long gap = number - next;
            if (gap >= WINDOW) {
                // All that the window held is behind it now.
                missing.set(0, WINDOW);
            } else {
                for (long i = next; i < number; i++) {
                    missing.set((int) (i % WINDOW));
                }
            }
            missing.clear((int) (number % WINDOW));
            next = number + 1;
            return gap;
        }
    }
}
