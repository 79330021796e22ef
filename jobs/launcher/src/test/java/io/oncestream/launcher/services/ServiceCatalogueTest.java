package io.oncestream.launcher.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.launcher.failure.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceCatalogueTest {

    @Test
    void anUnknownNameIsAnsweredWithTheValidOnes() {
        assertThatThrownBy(() -> ServiceCatalogue.find(List.of("postgres", "zokeeper")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("'zokeeper'")
                .hasMessageContaining("postgres or mariadb or zookeeper or kafka or rabbitmq");
    }

    @Test
    void aNameThatIsGivenTwiceIsOneService() {
        assertThat(ServiceCatalogue.find(List.of("zookeeper", "postgres", "zookeeper")))
                .extracting(Service::name)
                .containsExactly("zookeeper", "postgres");
    }

    @Test
    void noTwoServicesShareANameOrAPort() {
        assertThat(ServiceCatalogue.all()).extracting(Service::name).doesNotHaveDuplicates();
        assertThat(ServiceCatalogue.all()).extracting(Service::usualPort).doesNotHaveDuplicates();
    }

    @Test
    void theAddressOfPostgresIsWhatToTakes() {
        String uri = ServiceCatalogue.find(List.of("postgres")).get(0).uri(15432);
        assertThat(uri).isEqualTo("jdbc:postgresql://127.0.0.1:15432/postgres?user=postgres");
        assertThat(new DatabaseAddress(uri, PasswordReference.ofEnvironment()).url())
                .isEqualTo(uri);
    }

    @Test
    void theAddressOfZooKeeperIsWhatTheQuorumTakes() {
        assertThat(ServiceCatalogue.find(List.of("zookeeper")).get(0).uri(12181))
                .isEqualTo("127.0.0.1:12181");
    }
}
