package io.oncestream.connector.source.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    static SpoolState random() {
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
            throw new SpoolUnusableException(
                    "%s was not written by this version: use the one that wrote it, or choose"
                                    .formatted(file)
                            + " another folder for the spool");
        }
        return Optional.of(new SpoolState(matcher.group(1), Long.parseLong(matcher.group(2))));
    }

    /** Of one length, whatever the numbers. */
    private ByteBuffer content() {
        return UTF_8.encode("oncestream-spool 1 %s %019d\n".formatted(id, start));
    }

    void create(Path folder) throws IOException {
        DurableFiles.replace(file(folder), content());
    }

    /**
     * Replaces the file's content where it is: on a full disk there is room for it, and nothing
     * else would make room again. It is far shorter than a sector, which a disk writes as a whole.
     */
    void update(Path folder, Disk disk) throws IOException {
        try (FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.WRITE)) {
            disk.write(channel, content(), 0);
            disk.force(channel);
        } catch (IOException e) {
            throw new SpoolException(
                    "the spool %s cannot note which lines are done with (%s): free space there or mend the disk"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("state");
    }
}
