package io.oncestream.connector.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecompressionBombTest {

    @ParameterizedTest
    @CsvSource({"GZIP,500,200", "ZSTD,'5,000',1500"})
    @Timeout(300)
    void aBombMeetsALimit(Compression compression, String limit, long mebibytes)
            throws IOException {
        byte[] bomb = zeros(compression, mebibytes);
        AtomicLong read = new AtomicLong();
        assertThatThrownBy(() -> readAll(compression, bomb, read))
                .isInstanceOf(CompressedDataException.class)
                .hasMessage(
                        "expands to more than %s times its size, as only a decompression bomb"
                                + " does: if it is none, decompress it first",
                        limit);
        assertThat(read.get()).isLessThan(mebibytes << 20);
    }

    @ParameterizedTest
    @CsvSource({"GZIP,60", "ZSTD,60", "LZ4,300"})
    void whatIsSmallMayExpandAsItLikes(Compression compression, long mebibytes) throws IOException {
        AtomicLong read = new AtomicLong();
        readAll(compression, zeros(compression, mebibytes), read);
        assertThat(read.get()).isEqualTo(mebibytes << 20);
    }

    private static void readAll(Compression compression, byte[] bytes, AtomicLong count)
            throws IOException {
        byte[] some = new byte[1 << 16];
        try (InputStream in = compression.decompress(new ByteArrayInputStream(bytes))) {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                count.addAndGet(read);
            }
        }
    }

    private static byte[] zeros(Compression compression, long mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[1 << 20];
        try (OutputStream out = Compressed.output(compression, bytes)) {
            for (long i = 0; i < mebibytes; i++) {
                out.write(some);
            }
        }
        return bytes.toByteArray();
    }
}
