package io.oncestream.connector.source.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;

/**
 * Some lines of a file behind each other, or all of them.
 *
 * @param start the offset of its first line
 * @param end the offset behind its last one
 * @param linesBefore how many lines of the file come before
 */
record FilePart(long start, long end, long linesBefore) {

    /** The id of a file's split is its number; that of a part adds the lines before. */
    private static final Pattern ID = Pattern.compile("\\d+\\+(\\d+)");

    static final FilePart WHOLE = new FilePart(0, Long.MAX_VALUE, 0);

    /** A file as a whole, to wherever its end is when it is read. */
    static FileSourceSplit whole(int file, InputFile input) {
        return split(Integer.toString(file), input, 0, input.bytes());
    }

    FileSourceSplit of(int file, InputFile input) {
        return split(file + "+" + linesBefore, input, start, end - start);
    }

    private static FileSourceSplit split(String id, InputFile input, long offset, long length) {
        Path path = FileFormat.path(input);
        return new FileSourceSplit(id, path, offset, length, 0, input.bytes());
    }

    /** What a split is of, also one of a state; {@link #WHOLE} where it is a file. */
    static FilePart of(FileSourceSplit split) {
        Matcher id = ID.matcher(split.splitId());
        return id.matches()
                ? new FilePart(
                        split.offset(),
                        split.offset() + split.length(),
                        Long.parseLong(id.group(1)))
                : WHOLE;
    }

    boolean isWhole() {
        return equals(WHOLE);
    }
}
