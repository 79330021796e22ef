package io.oncestream.connector.jdbc.cut.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sink's tables in one database. */
final class Database extends Value<Database> {
    private static final int CHECKPOINTS = 4;

    int run;
    int claimedBy;
    int horizon;

    /** The checkpoint behind which a later run removed rows, 0 for none. */
    int setBackTo;

    /** Of the latest start: what a flaw looks at. */
    int latestParallelism;

    List<Integer> published = List.of();
    List<Index> indices = List.of(new Index(), new Index());

    /** For each key group the values by the checkpoint that wrote them. */
    List<List<Integer>> versions = List.of(none(), none());

    private static List<Integer> none() {
        return IntStream.range(0, CHECKPOINTS).mapToObj(id -> 0).collect(Collectors.toList());
    }

    @Override
    List<?> values() {
        return List.of(
                run,
                claimedBy,
                horizon,
                setBackTo,
                latestParallelism,
                published,
                indices,
                versions);
    }

    Index changed(int index) {
        Index copy = indices.get(index).copy();
        indices = with(indices, index, copy);
        return copy;
    }

    int lastMarker() {
        return indices.stream().mapToInt(each -> each.marker).max().orElseThrow();
    }

    /** The primary key takes no second one. */
    void insert(int group, int checkpoint, int value) {
        if (versions.get(group).get(checkpoint) != 0) {
            throw new Violation("the rows of checkpoint " + checkpoint + " are written twice");
        }
        versions = with(versions, group, with(versions.get(group), checkpoint, value));
    }

    void removeLater(int checkpoint) {
        for (int group = 0; group < Cells.GROUPS; group++) {
            keep(group, checkpoint, 0);
        }
    }

    /** Removes the versions that are older than {@code from} or newer than {@code to}. */
    void keep(int group, int to, int from) {
        List<Integer> kept = versions.get(group);
        for (int id = 0; id < CHECKPOINTS; id++) {
            if (id < from || id > to) {
                kept = with(kept, id, 0);
            }
        }
        versions = with(versions, group, kept);
    }

    /** The checkpoint of a key's newest version up to one, 0 for none. */
    int newest(int group, int checkpoint) {
        int id = Math.min(checkpoint, CHECKPOINTS - 1);
        while (id > 0 && versions.get(group).get(id) == 0) {
            id--;
        }
        return id;
    }

    int valueAt(int group, int checkpoint) {
        return versions.get(group).get(newest(group, checkpoint));
    }

    /** A resume is refused if the rows behind it are gone, or older ones than it are. */
    boolean takes(int ofRun, int checkpoint) {
        return (ofRun >= run || setBackTo == 0 || checkpoint <= setBackTo) && checkpoint >= horizon;
    }
}
