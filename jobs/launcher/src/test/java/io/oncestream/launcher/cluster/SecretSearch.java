package io.oncestream.launcher.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Looks for secrets as UTF-8, UTF-16 and Base64, in files and inside of archives among them. */
final class SecretSearch {
    private static final int DEPTH_MAX = 5;

    /** What is larger is searched only where it was not found elsewhere before. */
    private static final int ALWAYS_BYTES = 1 << 20;

    /** As its bytes, one char each, with the name of the form. */
    private final Map<String, String> formsByBytes = new LinkedHashMap<>();

    /** By the first two bytes, so that all are looked for in one pass. */
    private final Map<Integer, List<String>> formsByBeginning = new HashMap<>();

    private final BitSet beginnings = new BitSet(1 << 16);

    /** By their checksums. */
    private final Map<Long, byte[]> known = new HashMap<>();

    private final List<String> found = new ArrayList<>();
    private final List<String> searched = new ArrayList<>();

    /** For ASCII secrets. */
    SecretSearch(String... secrets) {
        for (String secret : secrets) {
            formsByBytes.put(secret, "plain");
            formsByBytes.put(new String(secret.getBytes(UTF_16LE), ISO_8859_1), "UTF-16LE");
            formsByBytes.put(new String(secret.getBytes(UTF_16BE), ISO_8859_1), "UTF-16BE");
            for (int shift = 0; shift < 3; shift++) {
                formsByBytes.put(base64(Base64.getEncoder(), secret, shift), "Base64");
                formsByBytes.put(base64(Base64.getUrlEncoder(), secret, shift), "Base64");
            }
        }
        for (String form : formsByBytes.keySet()) {
            int beginning = beginning(form, 0);
            beginnings.set(beginning);
            formsByBeginning.computeIfAbsent(beginning, any -> new ArrayList<>()).add(form);
        }
    }

    private static int beginning(String text, int at) {
        return text.charAt(at) << 8 | text.charAt(at + 1);
    }

    /** The characters that do not depend on what is encoded before and behind the secret. */
    private static String base64(Base64.Encoder encoder, String secret, int bytesBefore) {
        byte[] bytes = ("x".repeat(bytesBefore) + secret).getBytes(UTF_8);
        return encoder.encodeToString(bytes)
                .substring((bytesBefore * 8 + 5) / 6, bytes.length * 8 / 6);
    }

    /** Where secrets were found, and in which form. */
    List<String> found() {
        return found;
    }

    /** All that was looked at: a search that saw nothing has shown nothing. */
    List<String> searched() {
        return searched;
    }

    void folder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            file(folder, file);
        }
    }

    private void file(Path folder, Path file) throws IOException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return; // a running cluster removes its old checkpoints
        }
        content(folder.relativize(file).toString(), content);
    }

    void content(String where, byte[] content) throws IOException {
        content(where, content, 0);
    }

    private void content(String where, byte[] content, int depth) throws IOException {
        searched.add(where);
        if (content.length > ALWAYS_BYTES) {
            if (Arrays.equals(known.put(checksum(content), content), content)) {
                return; // such as the jar that each job brings along, to several places
            }
        }
        String text = new String(content, ISO_8859_1);
        Set<String> here = formsIn(text);
        formsByBytes.forEach(
                (bytes, form) -> {
                    if (here.contains(bytes)) {
                        found.add(where + " (" + form + ")");
                    }
                });
        if (depth == DEPTH_MAX) {
            return;
        }
        if (text.startsWith("PK\003\004")) {
            zip(where, content, depth);
        } else if (text.startsWith("\037\213")) {
            gzip(where, content, depth);
        }
    }

    private Set<String> formsIn(String text) {
        Set<String> here = new HashSet<>();
        for (int at = 0; at < text.length() - 1; at++) {
            int beginning = beginning(text, at);
            if (beginnings.get(beginning)) {
                for (String form : formsByBeginning.getOrDefault(beginning, List.of())) {
                    if (text.startsWith(form, at)) {
                        here.add(form);
                    }
                }
            }
        }
        return here;
    }

    private static long checksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        return checksum.getValue();
    }

    private void zip(String where, byte[] content, int depth) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                content(where + "!" + entry.getName(), zip.readAllBytes(), depth + 1);
            }
        }
    }

    private void gzip(String where, byte[] content, int depth) throws IOException {
        byte[] inside;
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            inside = gzip.readAllBytes();
        } catch (ZipException e) {
            return; // two bytes make no archive
        }
        content(where + "!", inside, depth + 1);
    }
}
