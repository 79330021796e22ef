package io.oncestream.server.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private static final Pattern ERROR = Pattern.compile("ERROR (.*)");

    @TempDir private Path folder;

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("log"), text);
    }

    @Test
    void theErrorsOfAnEarlierStartDoNotCount() throws IOException {
        Path log = log("1 ERROR old\n");
        LogTail tail = LogTail.of(log);
        assertThat(tail.last(ERROR)).isEmpty();
        Files.writeString(log, "2 ERROR first\n3 ERROR last \n4 INFO end\n", APPEND);
        assertThat(tail.last(ERROR)).contains("last");
        assertThat(LogTail.ofAll(log).last(Pattern.compile("1 ERROR (.*)"))).contains("old");
    }

    @Test
    void aLogThatWasRolledCountsFromItsBeginning() throws IOException {
        Path log = log("1 ERROR old, and longer than the next\n");
        LogTail tail = LogTail.of(log);
        Files.writeString(log, "2 ERROR new\n");
        assertThat(tail.last(ERROR)).contains("new");
    }

    @Test
    void aLongLogIsReadFromNearItsEndAndBrokenBytesAreFine() throws IOException {
        Path log = log("ERROR far away\n");
        Files.write(log, new byte[] {(byte) 0xff, '\n'}, APPEND);
        Files.writeString(log, "INFO\n".repeat(1 << 16), APPEND);
        assertThat(LogTail.ofAll(log).last(ERROR)).isEmpty();
        Files.writeString(log, "ERROR near\n", APPEND);
        assertThat(LogTail.ofAll(log).last(ERROR)).contains("near");
    }

    @Test
    void aMissingLogHasNothingInIt() throws IOException {
        assertThat(LogTail.of(folder.resolve("none")).last(ERROR)).isEmpty();
    }
}
