package io.oncestream.connector.source.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.FileEnumerator;
import org.apache.flink.core.fs.Path;

/**
 * One split a file, of exactly the files that were checked: Flink's own enumerators leave out names
 * that begin with an underscore.
 */
final class WholeFiles implements FileEnumerator {

    private final List<InputFile> files;

    private WholeFiles(List<InputFile> files) {
        this.files = files;
    }

    @Override
    public Collection<FileSourceSplit> enumerateSplits(Path[] paths, int minDesiredSplits) {
        List<FileSourceSplit> splits = new ArrayList<>(files.size());
        for (InputFile file : files) {
            String id = Integer.toString(splits.size());
            splits.add(
                    new FileSourceSplit(
                            id, FileFormat.path(file), 0, file.bytes(), 0, file.bytes()));
        }
        return splits;
    }

    record Provider(List<InputFile> files) implements FileEnumerator.Provider {

        @Override
        public FileEnumerator create() {
            return new WholeFiles(files);
        }
    }
}
