package io.oncestream.launcher.cluster;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** In plain text, in other encodings, in an archive in an archive. */
class SecretSearchTest {

    private static final String PASSWORD = "Secret4fzQ0";

    @Test
    void aPasswordIsFoundWhereverItIsPlanted() throws Exception {
        String planted = "user=flink&password=" + PASSWORD + "&more";
        SecretSearch search = new SecretSearch("Secret9bX", PASSWORD);
        search.content("plain", planted.getBytes(UTF_8));
        search.content("wide", planted.getBytes(UTF_16LE));
        for (int shift = 0; shift < 3; shift++) {
            byte[] bytes = ("-".repeat(shift) + planted).getBytes(UTF_8);
            search.content("base64", Base64.getEncoder().encode(bytes));
        }
        search.content("jar", zipped(gzipped(planted.getBytes(UTF_8))));
        search.content("nothing", "user=flink".getBytes(UTF_8));
        assertThat(search.found())
                .containsExactly(
                        "plain (plain)",
                        "wide (UTF-16LE)",
                        "wide (UTF-16BE)",
                        "base64 (Base64)",
                        "base64 (Base64)",
                        "base64 (Base64)",
                        "jar!inside! (plain)");
    }

    private static byte[] gzipped(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("inside"));
            zip.write(content);
        }
        return bytes.toByteArray();
    }
}
