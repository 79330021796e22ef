package io.oncestream.function.window;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowSummary;
import java.util.List;

/**
 * Subtasks that read, a shuffle by key, and subtasks that have the windows. Whatever one sends is
 * there at once.
 */
interface Pipeline extends AutoCloseable {

    int READERS = 3;
    int WINDOWS = 2;

    void read(int reader, Reading reading) throws Exception;

    void watermark(int reader, long watermark) throws Exception;

    void idle(int reader, boolean idle) throws Exception;

    /** Takes a snapshot, which completes. */
    void checkpoint() throws Exception;

    /** Goes back to the last snapshot, of which there is one. */
    void restore() throws Exception;

    /** What the windows emitted, in the order in which each subtask did. */
    List<WindowSummary> summaries();

    /** What came too late, as key, time and watermark. */
    List<String> late();

    static int subtask(String key) {
        return Math.floorMod(key.hashCode(), WINDOWS);
    }
}
