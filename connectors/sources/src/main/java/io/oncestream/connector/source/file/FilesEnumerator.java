package io.oncestream.connector.source.file;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each reader that asks what is still unread. Large files are looked through first, beside
 * the coordinator's thread because that takes about a second a gigabyte; a checkpoint of until then
 * has the files as a whole, and whoever goes on from it reads them so.
 *
 * <p>As long as anyone reads, what is read is a backlog: nothing of it is of use before its end,
 * and Flink takes checkpoints at the interval that is set for that.
 */
final class FilesEnumerator
        implements SplitEnumerator<FileSourceSplit, PendingSplitsCheckpoint<FileSourceSplit>> {

    private static final Logger LOG = LoggerFactory.getLogger(FilesEnumerator.class);

    private final SplitEnumeratorContext<FileSourceSplit> context;
    private final Deque<FileSourceSplit> unread;

    /** Null as soon as files need not be divided any more. */
    private @Nullable FileParts parts;

    /** Who asked before the files were divided. */
    private final Set<Integer> waiting = new TreeSet<>();

    private final Set<Integer> ended = new HashSet<>();

    private FilesEnumerator(
            SplitEnumeratorContext<FileSourceSplit> context,
            Collection<FileSourceSplit> unread,
            @Nullable FileParts parts) {
        this.context = context;
        this.unread = new ArrayDeque<>(unread);
        this.parts = parts;
    }

    static FilesEnumerator of(SplitEnumeratorContext<FileSourceSplit> context, FileParts parts) {
        return new FilesEnumerator(context, parts.whole(), parts);
    }

    static FilesEnumerator restored(
            SplitEnumeratorContext<FileSourceSplit> context,
            PendingSplitsCheckpoint<FileSourceSplit> state) {
        return new FilesEnumerator(context, state.getSplits(), null);
    }

    @Override
    public void start() {
        context.setIsProcessingBacklog(true);
        FileParts toDivide = parts;
        if (toDivide != null) {
            int readers = context.currentParallelism();
            context.callAsync(() -> toDivide.dividedAmong(readers), this::begin);
        }
    }

    private void begin(List<FileSourceSplit> splits, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException("files cannot be divided", failure);
        }
        parts = null;
        unread.clear();
        unread.addAll(splits);
        waiting.forEach(this::assign);
        waiting.clear();
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        if (parts == null) {
            assign(subtask);
        } else {
            waiting.add(subtask);
        }
    }

    private void assign(int subtask) {
        if (!context.registeredReaders().containsKey(subtask)) {
            return; // It failed since it asked, and will ask again.
        }
        FileSourceSplit next = unread.poll();
        if (next != null) {
            LOG.info("Subtask {} reads {}", subtask, next);
            context.assignSplit(next, subtask);
            return;
        }
        context.signalNoMoreSplits(subtask);
        ended.add(subtask);
        if (ended.size() == context.currentParallelism()) {
            context.setIsProcessingBacklog(false);
        }
    }

    /** A reader that failed may have to read once more. */
    @Override
    public void addReader(int subtask) {
        if (ended.remove(subtask)) {
            context.setIsProcessingBacklog(true);
        }
    }

    /** In front of what comes behind them: one reader reads files in their order. */
    @Override
    public void addSplitsBack(List<FileSourceSplit> splits, int subtask) {
        for (int i = splits.size() - 1; i >= 0; i--) {
            unread.addFirst(splits.get(i));
        }
    }

    @Override
    public PendingSplitsCheckpoint<FileSourceSplit> snapshotState(long checkpointId) {
        return PendingSplitsCheckpoint.fromCollectionSnapshot(List.copyOf(unread));
    }

    @Override
    public void close() {}
}
