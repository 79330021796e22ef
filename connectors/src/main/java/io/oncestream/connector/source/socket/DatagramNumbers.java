package io.oncestream.connector.source.socket;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the gaps in the numbers that senders give their datagrams. The first number of a sender is
 * where its count begins; 0, 1 or a number far behind begins it anew. Not thread-safe.
 *
 * @param <S> what identifies a sender
 */
final class DatagramNumbers<S> {

    /** How far behind a datagram can be and still be known as missing or as seen. */
    static final int WINDOW = 1_024;

    private final Map<S, Sender> senders;

    /**
     * @param sendersMax how many are remembered: the one that was silent longest is forgotten
     */
    DatagramNumbers(int sendersMax) {
        this.senders =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<S, Sender> eldest) {
                        return size() > sendersMax;
                    }
                };
    }

    /**
     * Takes notice of a datagram that came.
     *
     * @return by how many the number of missing datagrams has grown; -1 when one came late
     */
    long lost(S from, long number) {
        Sender sender = senders.get(from);
        if (sender == null) {
            senders.put(from, new Sender(number));
            return 0;
        }
        return sender.lost(number);
    }

    private static final class Sender {

        private long next;

        /** Which of the last numbers are missing, by the remainder of their division. */
        private final BitSet missing = new BitSet(WINDOW);

        Sender(long first) {
            next = first + 1;
        }

        long lost(long number) {
            if (number >= next) {
                return ahead(number);
            }
            int at = (int) (number % WINDOW);
            if (number >= next - WINDOW && missing.get(at)) {
                missing.clear(at);
                return -1;
            }
            if (number <= 1 || number < next - WINDOW) {
                missing.clear();
                next = number + 1;
            }
            return 0;
        }

        private long ahead(long number) {
            long lost = number - next;
            for (long i = Math.max(next, number - WINDOW + 1); i < number; i++) {
                missing.set((int) (i % WINDOW));
            }
            missing.clear((int) (number % WINDOW));
            if (number - next >= WINDOW) {
                // All that the window held is behind it now.
                missing.set(0, WINDOW);
                missing.clear((int) (number % WINDOW));
            }
            next = number + 1;
            return lost;
        }
    }
}
