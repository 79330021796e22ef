package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.UnreadablePassword;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    private static final PasswordReference NONE = PasswordReference.ofEnvironment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/db?user=me&password=s3cret",
                "jdbc:postgresql://localhost/db?PASSWORD=s3cret",
                "jdbc:postgresql://localhost/db?user=me&sslpassword=s3cret",
                "jdbc:postgresql://me:s3cret@localhost/db",
                "jdbc:postgresql://me:12/s3cret@localhost/db",
                "jdbc:postgresql://me:12/s3cret@localhost",
                "jdbc:postgresql://me:12?s3cret@localhost/db",
                "jdbc:postgresql://me:p@ss/s3cret@localhost/db",
                "jdbc:postgresql://me:12?s3cret@localhost",
                "jdbc:postgresql://me:12?s3cret@localhost:5432?user=x",
                "jdbc:postgresql:me:s3cret@localhost/db",
                "jdbc:postgresql:/me:s3cret@localhost/db",
                "jdbc:mariadb://localhost/db?user=me&password=s3cret",
                "jdbc:mariadb://localhost/db?user=me&pwd=s3cret",
                "jdbc:mariadb://localhost/db?user=me&keyStorePassword=s3cret",
                "jdbc:mariadb://localhost/db?trustStorePassword=s3cret",
                "jdbc:mysql://localhost/db?password1=s3cret",
                "jdbc:mysql://localhost/db?%70assword=s3cret",
                "jdbc:mysql://one:3306,me:s3cret@two:3306/db",
                "jdbc:mysql://address=(host=localhost)(port=3306)(user=me)(password=s3cret)/db",
                "jdbc:mysql://(host=localhost,user=me,password=s3cret)/db",
                "jdbc:unknown://me:s3cret@localhost/db",
            })
    void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
        assertThatThrownBy(() -> new DatabaseAddress(url, NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--password-file")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:oracle:thin:@localhost", "postgres://localhost/db", ""})
    void anUnknownDatabaseIsRefusedWithTheFormThatIsMeant(String url) {
        assertThatThrownBy(() -> new DatabaseAddress(url, NONE))
                .hasMessageContaining("jdbc:postgresql://HOST:5432/DATABASE?user=USER");
    }

    @Test
    void aUserInTheUrlIsFine() {
        String url = "jdbc:postgresql://localhost:5432/db?user=me&ssl=true";
        assertThat(new DatabaseAddress(url, NONE).url()).isEqualTo(url);
        String other = "jdbc:postgresql://localhost:5432/db?user=me@corp&sslrootcert=/etc/ca.pem";
        assertThat(new DatabaseAddress(other, NONE).url()).isEqualTo(other);
        String encoded = "jdbc:postgresql://localhost:5432/db?user=me%40corp/x&ssl=true";
        assertThat(new DatabaseAddress(encoded, NONE).url()).isEqualTo(encoded);
    }

    @Test
    void aCharsetOfPasswordsIsNoPassword() {
        String url = "jdbc:mysql://localhost/db?user=me&passwordCharacterEncoding=UTF-8";
        assertThat(new DatabaseAddress(url, NONE).url()).isEqualTo(url);
    }

    @Test
    void thePasswordIsReadFromTheFileAndDoesNotTravel(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("secret"), "s3cret\n");
        PasswordReference reference = PasswordReference.ofFile(file.toString());
        assertThat(reference.read()).isEqualTo("s3cret");
        DatabaseAddress address = new DatabaseAddress("jdbc:postgresql://localhost/db", reference);
        assertThat(address.toString()).doesNotContain("s3cret");
        assertThat(
                        new String(
                                InstantiationUtil.serializeObject(address),
                                java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("secret")
                .doesNotContain("s3cret");
    }

    @Test
    void aPasswordFileThatIsMissingIsNamed(@TempDir Path directory) {
        String file = directory.resolve("none").toString();
        assertThatThrownBy(() -> PasswordReference.ofFile(file).read())
                .isInstanceOf(UnreadablePassword.class)
                .hasMessageContaining(file);
    }
}
