package io.oncestream.connector.source.file;

import io.oncestream.connector.format.ByteSearch;
import io.oncestream.connector.format.RecordFormat;
import io.oncestream.connector.format.RecordReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.IOUtils;

/** A part of a file, and in front of it the file's header: together a file of its own. */
final class PartInput extends InputStream {

    private final FSDataInputStream in;
    private final byte[] header;
    private final FilePart part;
    private int headerRead;

    private PartInput(FSDataInputStream in, byte[] header, FilePart part) {
        this.in = in;
        this.header = header;
        this.part = part;
    }

    /** Of an uncompressed file. */
    static PartInput open(Path path, RecordFormat<?> format, FilePart part) throws IOException {
        FSDataInputStream in = path.getFileSystem().open(path);
        try {
            byte[] header = part.start() == 0 ? new byte[0] : header(in, format, path.getPath());
            in.seek(part.start());
            return new PartInput(in, header, part);
        } catch (IOException e) {
            IOUtils.closeQuietly(in);
            throw e;
        }
    }

    private static byte[] header(FSDataInputStream in, RecordFormat<?> format, String source)
            throws IOException {
        long length = format.open(in, source).endOffset();
        in.seek(0);
        return in.readNBytes(Math.toIntExact(length));
    }

    /** The records that are read from this, at their places in the file. */
    <T> RecordReader<T> placed(RecordReader<T> records) {
        int headerLines = ByteSearch.count(header, 0, header.length, '\n');
        return new PartRecords<>(
                records, part.start() - header.length, part.linesBefore() - headerLines);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (headerRead < header.length) {
            int read = Math.min(length, header.length - headerRead);
            System.arraycopy(header, headerRead, target, offset, read);
            headerRead += read;
            return read;
        }
        long rest = part.end() - in.getPos();
        if (length == 0 || rest == 0) {
            return length == 0 ? 0 : -1;
        }
        int read = in.read(target, offset, (int) Math.min(length, rest));
        if (read < 0) {
            throw new EOFException(
                    "it ends at byte %d, but had been read up to byte %d"
                            .formatted(in.getPos(), part.end()));
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
