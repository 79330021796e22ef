package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which spool a folder holds, and where it begins: the file {@code state} in it.
 *
 * @param id random, 32 hexadecimal digits
 * @param start the first offset that has not been deleted
 */
record SpoolState(String id, long start) {

    static final int ID_BYTES = 16;

    private static final Pattern FORM =
            Pattern.compile("oncestream-spool 1 ([0-9a-f]{32}) ([0-9]{1,19})\n");

    static SpoolState create() {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        return new SpoolState(HexFormat.of().formatHex(id), 0);
    }

    /** Empty when there is no spool yet. */
    static Optional<SpoolState> in(Path folder) throws IOException {
        Path file = file(folder);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(Files.readString(file));
        if (!matcher.matches()) {
            throw new SpoolException(
                    "%s was not written by this version: use the one that wrote it, or choose"
                                    .formatted(file)
                            + " another folder for the spool");
        }
        return Optional.of(new SpoolState(matcher.group(1), Long.parseLong(matcher.group(2))));
    }

    void write(Path folder) throws IOException {
        DurableFiles.replace(file(folder), "oncestream-spool 1 %s %d\n".formatted(id, start));
    }

    private static Path file(Path folder) {
        return folder.resolve("state");
    }
}
