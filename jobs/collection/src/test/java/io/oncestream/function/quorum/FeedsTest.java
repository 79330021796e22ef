package io.oncestream.function.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {

    private static Feeds read(String lines) {
        String text =
                Arrays.stream(lines.split(";"))
                        .map(FeedsTest::withKey)
                        .collect(Collectors.joining("\n"));
        return Feeds.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String withKey(String line) {
        String[] words = line.strip().split(" ", -1);
        return words[0].equals("feed") && words.length == 2
                ? line + " " + TestFeeds.publicKey(words[1])
                : line;
    }

    @Test
    void theLinesMayStandInAnyOrderAmongComments() {
        Feeds feeds = read("# who; feed d;feed b;;instrument oil, light;f 1;feed a;feed c");
        assertThat(feeds.size()).isEqualTo(new QuorumSize(4, 1));
        assertThat(feeds.instruments()).containsExactly("oil, light");
        assertThat(feeds.keys().keySet()).containsExactly("a", "b", "c", "d");
        assertThat(feeds.keys().get("c").base64()).isEqualTo(TestFeeds.publicKey("c"));
    }

    @Test
    void theDigestIsThatOfTheBytes() {
        assertThat(read("f 1;instrument x;feed a;feed b;feed c;feed d").digest())
                .hasSize(64)
                .isNotEqualTo(read("f 1;instrument x;feed a;feed b;feed c;feed d;#").digest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "instrument x;feed a;feed b;feed c;feed d       | no line says how many feeds may"
                        + " lie",
                "f 1;feed a;feed b;feed c;feed d                | no line names an instrument",
                "f 1;instrument x;feed a;feed b;feed c          | 3 feeds are too few for f 1: it"
                        + " takes 3f+1 = 4",
                "f 2;instrument x;feed a;feed b;feed c;feed d   | 4 feeds are too few for f 2: it"
                        + " takes 3f+1 = 7",
                "f 0;instrument x;feed a                        | f is 0: it must be at least 1",
                "f one                                          | line 1: f is one: it must be a"
                        + " number",
                "f 1;f 1                                        | line 2: f is given twice",
                "f 1;instrument x;instrument x                  | line 3: the instrument x is there"
                        + " twice",
                "feed a;feed a                                  | line 2: the feeds a and a have"
                        + " one key",
                "instrument                                     | line 1: nothing stands behind"
                        + " instrument",
                "price x                                        | line 1: it begins with none of f,"
                        + " instrument and feed",
                "feed a b c                                     | line 1: a feed is written: feed"
                        + " NAME KEY",
                "feed a !                                       | line 1: the key is no Base64",
                "feed a AAAA                                    | line 1: the key has 3 bytes: one"
                        + " of Ed25519 has 32"
            })
    void whatIsWrongIsNamed(String lines, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(lines))
                .withMessageStartingWith(message);
    }

    @Test
    void aNameTwiceIsRefusedAndSoIsAKeyTwice() {
        String other = "feed a " + TestFeeds.publicKey("b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("feed a;" + other))
                .withMessage("line 2: the feed a is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("feed b;" + other))
                .withMessage("line 2: the feeds b and a have one key");
    }

    /** All of small order that are encoded as RFC 8032 wants, and one that is no point. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void aKeyOfSmallOrderIsRefused(String hex) {
        String key = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("feed a " + key))
                .withMessage("line 1: the key is no point of Ed25519's subgroup of prime order");
    }

    @Test
    void theFileIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("feeds.txt"), "f 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Feeds.read(file))
                .withMessageStartingWith(file + ": no line names an instrument");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Feeds.read(folder.resolve("none.txt")))
                .withMessageContaining("none.txt cannot be read");
        Files.write(file, new byte[] {(byte) 0xff});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Feeds.read(file))
                .withMessage(file + ": it is not UTF-8");
    }
}
