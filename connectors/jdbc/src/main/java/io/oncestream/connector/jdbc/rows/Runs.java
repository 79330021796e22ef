package io.oncestream.connector.jdbc.rows;

import io.oncestream.state.ledger.RowMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The runs of an open transaction, oldest first. Never so many of one level are read at once that
 * their buffers and descriptors count: as many become one of the next level, so each record is
 * written as often as the number of runs has digits.
 */
final class Runs implements AutoCloseable {
    private static final int FAN_IN = 32;

    private final RowMemory memory;
    private final List<Run> runs = new ArrayList<>();

    Runs(RowMemory memory) {
        this.memory = memory;
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Adds the newest. */
    void add(Run.Source source) throws IOException {
        runs.add(Run.write(memory.newFile(), 0, source));
        while (runs.size() >= FAN_IN && newest(FAN_IN).get(0).level() == newest(1).get(0).level()) {
            List<Run> merged = newest(FAN_IN);
            int level = merged.get(0).level() + 1;
            Run run = Run.write(memory.newFile(), level, receiver -> merge(merged, receiver));
            close(merged);
            runs.add(run);
        }
    }

    private List<Run> newest(int count) {
        return runs.subList(runs.size() - count, runs.size());
    }

    /** Gives out all records by key, of each key the newest, and is empty then. */
    void drain(RecordBytes.Receiver receiver) throws IOException {
        merge(runs, receiver);
        close();
    }

    private static void merge(List<Run> runs, RecordBytes.Receiver receiver) throws IOException {
        PriorityQueue<RunReader> readers =
                new PriorityQueue<>(Math.max(1, runs.size()), RunReader::order);
        for (int age = 0; age < runs.size(); age++) {
            advance(runs.get(age).read(age), readers);
        }
        while (!readers.isEmpty()) {
            RunReader newest = readers.remove();
            newest.give(receiver);
            while (!readers.isEmpty() && readers.element().compareKeys(newest) == 0) {
                advance(readers.remove(), readers);
            }
            advance(newest, readers);
        }
    }

    private static void advance(RunReader reader, PriorityQueue<RunReader> readers)
            throws IOException {
        if (reader.next()) {
            readers.add(reader);
        }
    }

    @Override
    public void close() {
        close(runs);
    }

    private static void close(List<Run> closed) {
        closed.forEach(Run::close);
        closed.clear();
    }
}
