package io.oncestream.connector.jdbc.ledger;

import io.oncestream.state.ledger.WriterId;
import java.util.HashMap;
import java.util.Map;

/**
 * What one parallel instance's state knows of the indices of its table: of its own, of those that
 * its start found retired and that it answers for, and of those that it has committed for.
 *
 * @param participant which of the sink's databases it is about
 * @param table the name of the group of its tables
 * @param epoch of its start
 * @param from the checkpoint that its start restored, 0 for none
 * @param found the markers that its start left, of its own index and of those that it answers for
 * @param committed for an index the last checkpoint that the table certainly has of it
 */
public record KnownInstance(
        int participant,
        String table,
        long epoch,
        long from,
        Map<Integer, IndexMarker> found,
        Map<Integer, Long> committed) {

    /** That of a start without state. */
    public static KnownInstance begun(int participant, String table, WriterId writer) {
        IndexMarker none = new IndexMarker(writer.subtask(), 0, 0);
        return new KnownInstance(
                participant, table, writer.epoch(), 0, Map.of(writer.subtask(), none), Map.of());
    }

    /** The same with what has been committed since. */
    public KnownInstance plus(Map<Integer, Long> since) {
        Map<Integer, Long> all = new HashMap<>(committed);
        since.forEach((subtask, checkpoint) -> all.merge(subtask, checkpoint, Math::max));
        return new KnownInstance(participant, table, epoch, from, found, all);
    }

    /**
     * Whether somebody else has moved a marker since this instance's start, by committing what an
     * earlier one had sealed, beyond what this one restored.
     *
     * @param isOnPath whether the marker is on the path of this state
     */
    public boolean wasMovedSince(IndexMarker marker, boolean isOnPath) {
        return found.containsKey(marker.subtask())
                && !marker.equals(found.get(marker.subtask()))
                && marker.epoch() < epoch
                && (!isOnPath || marker.checkpoint() > from);
    }
}
