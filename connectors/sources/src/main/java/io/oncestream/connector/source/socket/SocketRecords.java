package io.oncestream.connector.source.socket;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.Source;

/**
 * Records of the lines that come to a socket, unbounded. A line is written to a spool on the disk
 * of the TaskManager that receives, and then emitted; Flink's state holds the spool's id and the
 * offset of the next record. Exactly once from the spool on. What was sent but is not yet on disk
 * when the process dies is lost, unless the sender waits for the acknowledgement and sends it
 * again.
 *
 * <p>One subtask receives, the one that Flink gives the only split; the others are idle. It has to
 * be on the machine whose address is listened on, and on the same machine after a restart: where
 * the spool of the state is not found, the job fails with a message that says so, and goes on
 * without that spool's lines only when the URI says that it is lost ({@code lost-spool}).
 *
 * <p>A start without state reads what the spool still holds first: it was acknowledged and never
 * counted by a checkpoint that completed.
 *
 * <p>Errors: an address that cannot be listened on and a spool that belongs to another state fail
 * the job at once, since a restart cannot mend them; a disk that cannot be written fails it too,
 * and Flink restarts it.
 */
public final class SocketRecords {

    private SocketRecords() {}

    public static <T> Source<Decoded<T>, ?, ?> source(
            SocketOptions options, MessageDecoder<T> decoder) {
        return new SocketSource<>(options, decoder);
    }
}
