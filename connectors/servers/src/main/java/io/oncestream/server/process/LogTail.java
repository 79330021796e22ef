package io.oncestream.server.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server wrote into its log since a moment: an earlier start's errors do not count. */
public final class LogTail {

    private static final long BYTES_MAX = 1 << 16;

    private final Path log;
    private final long from;

    private LogTail(Path log, long from) {
        this.log = log;
        this.from = from;
    }

    /** From now on; the file may be missing. */
    public static LogTail of(Path log) throws IOException {
        return new LogTail(log, Files.exists(log) ? Files.size(log) : 0);
    }

    /** From the beginning. */
    public static LogTail ofAll(Path log) {
        return new LogTail(log, 0);
    }

    /** The first group of the last line that has this pattern in it. */
    public Optional<String> last(Pattern pattern) throws IOException {
        Optional<String> last = Optional.empty();
        for (String line : text().lines().toList()) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                last = Optional.of(matcher.group(1).strip());
            }
        }
        return last;
    }

    /** All of it, up to 64 KiB from its end. */
    public String text() throws IOException {
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long size = file.length();
            long begin = size < from ? 0 : from; // smaller after it was rolled
            begin = Math.max(begin, size - BYTES_MAX);
            byte[] bytes = new byte[(int) (size - begin)];
            file.seek(begin);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
