package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.reading.ReadingMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.mocks.MockSplitEnumeratorContext;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.PendingSplitsCheckpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesEnumeratorTest {

    private static final int READERS = 2;

    private static final class Context extends MockSplitEnumeratorContext<FileSourceSplit> {
        private boolean backlog;

        Context() {
            super(READERS);
        }

        @Override
        public void setIsProcessingBacklog(boolean isProcessingBacklog) {
            backlog = isProcessingBacklog;
        }

        int assigned() {
            return getSplitsAssignmentSequence().stream()
                    .flatMap(assignment -> assignment.assignment().values().stream())
                    .mapToInt(List::size)
                    .sum();
        }
    }

    @TempDir private Path folder;
    private final Context context = new Context();

    @BeforeEach
    void registerReaders() {
        for (int reader = 0; reader < READERS; reader++) {
            context.registerReader(new ReaderInfo(reader, "here"));
        }
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void whoAsksBeforeAFileIsDividedGetsAPartAfterwards() throws Throwable {
        FilesEnumerator enumerator = ofAFileInEightParts();
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);
        assertThat(context.assigned()).isZero();
        assertThat(unread(enumerator)).extracting(FileSourceSplit::splitId).containsExactly("0");
        context.runNextOneTimeCallable();
        assertThat(context.assigned()).isEqualTo(READERS);
        assertThat(unread(enumerator)).hasSize(6);
    }

    @Test
    void allPartsAreABacklogUntilEachReaderHasReadToTheEnd() throws Throwable {
        FilesEnumerator enumerator = ofAFileInEightParts();
        context.runNextOneTimeCallable();
        for (int part = 0; part < 8; part++) {
            enumerator.handleSplitRequest(0, null);
        }
        enumerator.handleSplitRequest(0, null);
        assertThat(context.assigned()).isEqualTo(8);
        assertThat(context.hasNoMoreSplits(0)).isTrue();
        assertThat(context.backlog).isTrue();
        enumerator.handleSplitRequest(1, null);
        assertThat(context.backlog).isFalse();
    }

    @Test
    void whatAFailedReaderGaveBackIsABacklogAgain() throws Throwable {
        FilesEnumerator enumerator = restored(List.of());
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);
        assertThat(context.backlog).isFalse();
        enumerator.addSplitsBack(parts().whole(), 1);
        enumerator.addReader(1);
        assertThat(context.backlog).isTrue();
        enumerator.handleSplitRequest(1, null);
        assertThat(context.assigned()).isEqualTo(1);
        enumerator.handleSplitRequest(1, null);
        assertThat(context.backlog).isFalse();
    }

    /** Seen red where it came last: one reader would read the files in another order. */
    @Test
    void whatAFailedReaderGaveBackIsReadFirst() throws Throwable {
        List<FileSourceSplit> all = parts().dividedAmong(2);
        FilesEnumerator enumerator = restored(all.subList(2, all.size()));
        enumerator.addSplitsBack(all.subList(0, 2), 0);
        assertThat(unread(enumerator)).containsExactlyElementsOf(all);
    }

    @Test
    void whatIsRestoredIsReadAsItWasDivided() throws IOException {
        List<FileSourceSplit> whole = parts().whole();
        FilesEnumerator enumerator = restored(whole);
        assertThat(context.backlog).isTrue();
        assertThat(unread(enumerator)).containsExactlyElementsOf(whole);
        assertThat(context.getOneTimeCallables()).isEmpty();
    }

    private FilesEnumerator ofAFileInEightParts() throws IOException {
        FilesEnumerator enumerator = FilesEnumerator.of(context, parts());
        enumerator.start();
        return enumerator;
    }

    private FilesEnumerator restored(List<FileSourceSplit> splits) {
        FilesEnumerator enumerator =
                FilesEnumerator.restored(
                        context, PendingSplitsCheckpoint.fromCollectionSnapshot(splits));
        enumerator.start();
        return enumerator;
    }

    private FileParts parts() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, "time,value\n" + "1000000001,1.5\n".repeat(10_000));
        return new FileParts(
                List.of(new InputFile(file.toString(), Files.size(file), Compression.NONE)),
                TestFormats.of(new ReadingMapper(null, "time", "value", null)),
                1_000);
    }

    private static Iterable<FileSourceSplit> unread(FilesEnumerator enumerator) {
        return enumerator.snapshotState(1).getSplits();
    }
}
