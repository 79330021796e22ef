package io.oncestream.connector.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {

    private static final byte[] TEXT = text(200_000);

    @ParameterizedTest
    @EnumSource
    void whatWasCompressedComesOutAgain(Compression compression) throws IOException {
        assertThat(decompressed(compression, Compressed.bytes(compression, TEXT))).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @EnumSource
    void ofNothingComesNothing(Compression compression) throws IOException {
        assertThat(decompressed(compression, new byte[0])).isEmpty();
        assertThat(decompressed(compression, Compressed.bytes(compression, new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneAfterTheOtherAreOneStreamHoweverTheyArrive(Compression compression) throws IOException {
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(Compressed.bytes(compression, TEXT));
        twice.write(Compressed.bytes(compression, new byte[0]));
        twice.write(Compressed.bytes(compression, TEXT));
        byte[] expected = Arrays.copyOf(TEXT, 2 * TEXT.length);
        System.arraycopy(TEXT, 0, expected, TEXT.length, TEXT.length);
        for (int pieceMax : new int[] {1, 7, 1_000_000}) {
            InputStream in = inPieces(twice.toByteArray(), pieceMax);
            try (InputStream out = compression.decompress(in)) {
                assertThat(out.readAllBytes()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(300)
    void whatASenderFlushedIsThereBeforeItSendsMore(Compression compression) throws IOException {
        PipedInputStream in = new PipedInputStream(1 << 16);
        try (InputStream decompressed = compression.decompress(in);
                OutputStream out = Compressed.output(compression, new PipedOutputStream(in))) {
            for (int i = 0; i < 3; i++) {
                byte[] line = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(line);
                out.flush();
                byte[] read = new byte[line.length];
                int length = 0;
                while (length < line.length) {
                    int more = decompressed.read(read, length, line.length - length);
                    assertThat(more).isPositive();
                    length += more;
                }
                assertThat(read).isEqualTo(line);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsCutOffSaysSo(Compression compression) throws IOException {
        byte[] whole = Compressed.bytes(compression, TEXT);
        for (int length : new int[] {1, 3, 10, 1_000, whole.length - 1}) {
            assertThatThrownBy(() -> decompressed(compression, Arrays.copyOf(whole, length)))
                    .isInstanceOf(CompressedDataException.class)
                    .hasMessage(
                            "ends in the middle of its %s data: it is truncated, or not written"
                                    + " to its end yet",
                            compression.title());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "GZIP#is no gzip data",
                "ZSTD#holds broken Zstandard data: Unknown frame descriptor",
                "LZ4#holds something else than LZ4 frames",
            })
    void whatIsNotCompressedSoSaysSo(Compression compression, String message) {
        assertThatThrownBy(() -> decompressed(compression, TEXT))
                .isInstanceOf(CompressedDataException.class)
                .hasMessage(message);
    }

    @Test
    void zerosBehindAGzipMemberArePaddingAndOtherBytesAreNot() throws IOException {
        byte[] padded = Compressed.bytes(Compression.GZIP, TEXT);
        int length = padded.length;
        padded = Arrays.copyOf(padded, length + 512);
        assertThat(decompressed(Compression.GZIP, padded)).isEqualTo(TEXT);
        padded[length + 100] = 'x';
        byte[] broken = padded;
        assertThatThrownBy(() -> decompressed(Compression.GZIP, broken))
                .hasMessage("holds something else behind its gzip data");
    }

    @Test
    void aWrongChecksumIsFound() throws IOException {
        byte[] bytes = Compressed.bytes(Compression.GZIP, TEXT);
        bytes[bytes.length - 6] ^= 1;
        assertThatThrownBy(() -> decompressed(Compression.GZIP, bytes))
                .hasMessage("holds broken gzip data: its checksum is wrong");
    }

    /** The header of an empty frame as {@code zstd --long=28} writes it. */
    @Test
    void aWindowThatWouldTakeTooMuchMemoryIsRefused() {
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0x00, (byte) (18 << 3), 1, 0, 0};
        assertThatThrownBy(() -> decompressed(Compression.ZSTD, frame))
                .hasMessage("needs a Zstandard window over 128 MiB: compress it without --long");
    }

    /** The header of a frame as {@code lz4 -BD} writes it. */
    @Test
    void lz4BlocksThatDependOnEachOtherAreRefused() {
        byte[] frame = {0x04, 0x22, 0x4D, 0x18, 0x44, 0x40, 0x5E};
        assertThatThrownBy(() -> decompressed(Compression.LZ4, frame))
                .isInstanceOf(CompressedDataException.class)
                .hasMessage(
                        "has LZ4 blocks that depend on each other: compress it with independent"
                                + " ones (lz4 -BI)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFailureOfTheStreamBelowIsPassedOnAsItIs(Compression compression) throws IOException {
        IOException failure = new IOException("Connection reset");
        byte[] begun = Arrays.copyOf(Compressed.bytes(compression, TEXT), 100);
        InputStream in =
                new FilterInputStream(new ByteArrayInputStream(begun)) {
                    @Override
                    public int read(byte[] b, int off, int len) throws IOException {
                        int read = super.read(b, off, len);
                        if (read < 0) {
                            throw failure;
                        }
                        return read;
                    }
                };
        assertThatThrownBy(() -> compression.decompress(in).readAllBytes()).isSameAs(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "a.csv,NONE,a.csv",
        "a.csv.gz,GZIP,a.csv",
        "a.JSON.GZ,GZIP,a.JSON",
        "a.gzip,GZIP,a",
        "a.json.zst,ZSTD,a.json",
        "a.zstd,ZSTD,a",
        "a.b.lz4,LZ4,a.b",
        "gz,NONE,gz",
        "a.none,NONE,a.none",
        "a.,NONE,a."
    })
    void aFilesNameTells(String name, Compression compression, String rest) {
        assertThat(Compression.ofFileName(name)).isEqualTo(compression);
        assertThat(Compression.withoutSuffix(name)).isEqualTo(rest);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstBytesTell(Compression compression) throws IOException {
        byte[] bytes = Compressed.bytes(compression, TEXT);
        assertThat(Compression.of(Arrays.copyOf(bytes, Compression.MAGIC_BYTES)))
                .isEqualTo(compression);
        assertThat(Compression.of(new byte[0])).isEqualTo(Compression.NONE);
    }

    @Test
    void aParameterTells() {
        assertThat(Compression.ofParameter("zst")).isEqualTo(Compression.ZSTD);
        assertThat(Compression.ofParameter("none")).isEqualTo(Compression.NONE);
        assertThatThrownBy(() -> Compression.ofParameter("zip"))
                .hasMessage("compression=zip is not known, choose one of none, gz, zst, lz4");
    }

    private static byte[] decompressed(Compression compression, byte[] bytes) throws IOException {
        try (InputStream in = compression.decompress(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static InputStream inPieces(byte[] bytes, int pieceMax) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, pieceMax));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }

    private static byte[] text(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("key,time,value\n");
        while (text.length() < length) {
            text.append("x,1,").append(random.nextInt(1_000)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
