package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    private final RecentTexts texts = new RecentTexts();

    /** More of them than are kept, so that they also take each other's places. */
    @Test
    void whatIsFoundIsTheText() {
        Random random = new Random(3);
        int found = 0;
        for (int i = 0; i < 200_000; i++) {
            String text = "k" + random.nextInt(10_000) + "é".repeat(random.nextInt(20) / 19);
            byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.UTF_8);
            String known = texts.find(bytes, 1, bytes.length - 1);
            if (known == null) {
                texts.add(text, bytes, 1, bytes.length - 1);
            } else {
                found++;
                assertThat(known).isEqualTo(text);
            }
        }
        assertThat(found).isGreaterThan(50_000);
    }

    @Test
    void whatIsNotWrittenAsItsBytesIsNotKept() {
        assertThat(kept("a\"b", "a\"\"b")).isNull();
        assertThat(kept("é", "é")).isNull();
        assertThat(kept("k".repeat(65), "k".repeat(65))).isNull();
        assertThat(kept("k".repeat(64), "k".repeat(64))).isEqualTo("k".repeat(64));
        assertThat(kept("", "")).isEmpty();
    }

    private String kept(String text, String written) {
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        texts.add(text, bytes, 0, bytes.length);
        return texts.find(bytes, 0, bytes.length);
    }
}
