package io.oncestream.launcher.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCatalogueTest {

    @TempDir private Path folder;

    private Home home() {
        return new Home(folder, folder, "./oncestream", folder.resolve("log"));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheValidOnes() {
        assertThatThrownBy(() -> ServiceCatalogue.find(home(), List.of("postgres", "zokeeper")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'zokeeper'")
                .hasMessageContaining("postgres or mariadb or zookeeper or kafka or rabbitmq");
    }

    @Test
    void aNameThatIsGivenTwiceIsOneService() {
        assertThat(ServiceCatalogue.find(home(), List.of("zookeeper", "postgres", "zookeeper")))
                .extracting(LocalService::name)
                .containsExactly("zookeeper", "postgres");
    }

    @Test
    void aNumberNamesAnotherOneOfItsKindWithAFolderAndAPortOfItsOwn() {
        LocalService second = ServiceCatalogue.find(home(), List.of("postgres-2")).get(0);
        assertThat(second.name()).isEqualTo("postgres-2");
        assertThat(second.folder()).isEqualTo(folder.resolve("services/postgres-2"));
        assertThat(second.usualPort()).isEqualTo(5433);
        assertThat(ServiceCatalogue.find(home(), List.of("kafka-99")).get(0).usualPort())
                .isEqualTo(9190);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres-1",
                "postgres-0",
                "postgres-02",
                "postgres-100",
                "postgres-",
                "-2"
            })
    void otherNumbersAreRefused(String name) {
        assertThatThrownBy(() -> ServiceCatalogue.find(home(), List.of(name)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("NAME-2 to NAME-99");
    }

    @Test
    void allAreTheFirstOnesAndThoseThatWereEverStarted() throws Exception {
        Files.createDirectories(folder.resolve("services/mariadb-3"));
        assertThat(ServiceCatalogue.all(home()))
                .extracting(LocalService::name)
                .containsExactly(
                        "postgres", "mariadb", "mariadb-3", "zookeeper", "kafka", "rabbitmq");
    }

    @Test
    void noTwoServicesShareANameOrAPort() {
        assertThat(ServiceCatalogue.services()).extracting(Service::name).doesNotHaveDuplicates();
        assertThat(ServiceCatalogue.services())
                .extracting(Service::usualPort)
                .doesNotHaveDuplicates();
    }

    @Test
    void theAddressOfPostgresIsWhatToTakes() {
        String uri = ServiceCatalogue.find(home(), List.of("postgres")).get(0).service().uri(15432);
        assertThat(uri).isEqualTo("jdbc:postgresql://127.0.0.1:15432/postgres?user=postgres");
        assertThat(new DatabaseAddress(uri, PasswordReference.ofEnvironment()).url())
                .isEqualTo(uri);
    }

    @Test
    void theAddressOfZooKeeperIsWhatTheQuorumTakes() {
        assertThat(ServiceCatalogue.find(home(), List.of("zookeeper")).get(0).service().uri(12181))
                .isEqualTo("127.0.0.1:12181");
    }
}
