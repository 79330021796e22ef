package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments of a spool; any thread may look one up, all else is for one thread at a time. */
final class SegmentList {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentList.class);

    private final NavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();

    /** How many bytes those in front of the last one have. */
    private long closedBytes;

    /** Those in a folder; one is made when there is none. */
    static SegmentList in(Path folder, long start) throws IOException {
        SegmentList list = new SegmentList();
        Segment.in(folder).forEach(segment -> list.segments.put(segment.first(), segment));
        if (list.segments.isEmpty()) {
            Segment first = Segment.of(folder, start);
            Files.createFile(first.file());
            DurableFiles.forceFolder(folder);
            list.segments.put(first.first(), first);
        }
        return list;
    }

    /** The offset where the first one begins. */
    long first() {
        return segments.firstKey();
    }

    Segment last() {
        return segments.lastEntry().getValue();
    }

    /** The one that holds an offset, or will hold it. */
    Segment of(long offset) {
        return segments.floorEntry(offset).getValue();
    }

    /**
     * Adds the next one.
     *
     * @param closedBytes how many bytes the one before it has
     */
    void add(Segment segment, long closedBytes) {
        segments.put(segment.first(), segment);
        this.closedBytes += closedBytes;
    }

    long closedBytes() {
        return closedBytes;
    }

    /** In ascending order, so that a crash leaves no gap; the last one stays. */
    void deleteBefore(long start) throws IOException {
        while (segments.size() > 1) {
            Segment first = segments.firstEntry().getValue();
            Map.Entry<Long, Segment> second = segments.higherEntry(first.first());
            if (second == null || second.getKey() > start) {
                break;
            }
            segments.remove(first.first());
            Files.deleteIfExists(first.file());
            LOG.debug("Deleted {}", first.file());
        }
        closedBytes = 0;
        for (Segment segment : segments.headMap(segments.lastKey()).values()) {
            closedBytes += Files.size(segment.file());
        }
    }
}
