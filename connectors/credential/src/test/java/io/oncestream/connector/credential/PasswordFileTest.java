package io.oncestream.connector.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {

    private static final String URL = "jdbc:postgresql://db/shop?user=flink";

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("passwords");
    }

    private String password(String content, String url) throws Exception {
        Files.writeString(file, content);
        return PasswordReference.ofFile(file.toString()).readFor(url);
    }

    private static String lines(String content) {
        return content.replace(";", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db:5432:shop:flink:s3 cret      | s3 cret",
                "*:*:*:*:s3cret                  | s3cret",
                "*:3306:*:*:a;*:5432:*:*:s3cret  | s3cret",
                "db:*:*:*:s3cret;*:*:*:*:b       | s3cret",
                "DB:*:*:*:a;d*:*:*:*:b;*:*:*:*:c | c",
                "db:*:shops:*:a;db:*:*:me:b;*:*:*:*:c | c",
                "db:*:*:*:a\\:b\\\\c              | a:b\\c",
                "db:*:*:*:a:b                    | a:b",
                "# all;;*:*:*:*:s3cret           | s3cret",
                "#db:*:*:*:a;*:*:*:*:b           | b",
                "db:*:*:*:                       | ''",
                "db:*:*:*:s3cret;no line         | s3cret",
            })
    void theFirstLineThatFitsHasThePassword(String content, String password) throws Exception {
        assertThat(password(lines(content), URL)).isEqualTo(password);
    }

    /** As before there were such files. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3cret               | s3cret",
                "s3cret;*:*:*:*:other | s3cret",
                "a:b:c:d:e            | a:b:c:d:e",
                "*:*:*:s3cret         | *:*:*:s3cret",
                "*\\:*:*:*:s3cret      | *\\:*:*:*:s3cret",
                ":5432:b:c:d          | :5432:b:c:d",
                "#s3cret              | #s3cret",
                "#s3cret;# a note     | #s3cret",
                "''                   | ''",
                ";s3cret              | ''",
            })
    void anotherFilesFirstLineIsThePassword(String content, String password) throws Exception {
        assertThat(password(lines(content), URL)).isEqualTo(password);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/shop?user=flink, db:5432:shop:flink",
        "jdbc:postgresql://db:6000/shop?ssl=true&user=flink&x=y, db:6000:shop:flink",
        "jdbc:postgresql://[::1]/shop?user=me%40corp, \\:\\:1:5432:shop:me@corp",
        "jdbc:postgresql://db/a%3Ab?user=flink, db:5432:a\\:b:flink",
        "jdbc:mariadb://db/shop?user=flink, db:3306:shop:flink",
        "jdbc:mysql://127.0.0.1:3307/shop?user=flink, 127.0.0.1:3307:shop:flink",
    })
    void theUrlSaysWhoLogsInWhere(String url, String login) throws Exception {
        assertThat(password("no:1:such:one:other\n" + login + ":s3cret\n", url))
                .isEqualTo("s3cret");
    }

    /** A single password that looks like a line ends here too, and is sent nowhere. */
    @Test
    void aLoginWithoutALineIsNamedAndNoPasswordIs() {
        assertThatThrownBy(() -> password("db-2:5432:shop:flink:s3cret\n", URL))
                .isInstanceOf(UnreadablePassword.class)
                .hasMessage(
                        "password file %s has no line host:port:database:user:password for host db, port 5432, database shop, user flink"
                                .formatted(file));
    }

    @Test
    void aLineOfAnotherFormIsNamedByItsNumber() {
        assertThatThrownBy(() -> password("# two\ndb-2:1:a:b:s3cret\ndb:flink:s3cret\n", URL))
                .isInstanceOf(UnreadablePassword.class)
                .hasMessage(
                        "password file %s is not host:port:database:user:password in line 3"
                                .formatted(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db,db-2/shop?user=flink",
                "jdbc:postgresql://db/shop",
                "jdbc:postgresql:shop?user=flink",
                "jdbc:mysql://address=(host=db)(user=flink)/shop",
            })
    void aUrlThatDoesNotSayItIsRefused(String url) {
        assertThatThrownBy(() -> password("*:*:*:*:s3cret", url))
                .isInstanceOf(UnreadablePassword.class)
                .hasMessageContaining(url)
                .hasMessageContaining("//HOST:PORT/DATABASE?user=USER")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aServerThatIsReadFromHasOnePassword() throws Exception {
        Files.writeString(file, "*:*:*:*:s3cret");
        assertThat(PasswordReference.ofSource(file).read()).isEqualTo("*:*:*:*:s3cret");
    }
}
