package io.oncestream.connector.source.kafka;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.JsonMessages;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesTest {

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = folder.resolve("client.properties");
        Files.writeString(file, "ssl.keystore.password=s3cret\nmax.poll.records=17\n");
    }

    @Test
    void kafkasClientReadsTheValuesFromTheFile() {
        Map<String, Object> properties = new HashMap<>(ClientProperties.of(file.toString()));
        properties.put("bootstrap.servers", "127.0.0.1:1");
        String bytes = "org.apache.kafka.common.serialization.ByteArrayDeserializer";
        properties.put("key.deserializer", bytes);
        properties.put("value.deserializer", bytes);
        ConsumerConfig config = new ConsumerConfig(properties);
        assertThat(config.getInt("max.poll.records")).isEqualTo(17);
        assertThat(config.getPassword("ssl.keystore.password").value()).isEqualTo("s3cret");
    }

    @Test
    void aSecretIsNotInTheJobGraph() throws Exception {
        KafkaOptions options =
                KafkaOptions.of("kafka://127.0.0.1:1/t").withClientProperties(file.toString());
        JsonMessages<Reading> decoder =
                new JsonMessages<>(
                        new ReadingMapper(null, "time", "value", null), FieldRules.DEFAULT);
        byte[] bytes = InstantiationUtil.serializeObject(KafkaRecords.source(options, decoder));
        assertThat(new String(bytes, ISO_8859_1))
                .contains("max.poll.records")
                .doesNotContain("s3cret");
    }

    @Test
    void whatTheUriDecidesIsRefused() throws Exception {
        Files.writeString(file, "group.id=g\n");
        assertThatThrownBy(() -> ClientProperties.of(file.toString()))
                .hasMessageContaining(file + " sets group.id");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> ClientProperties.of(folder.resolve("gone").toString()))
                .hasMessage("there is no file " + folder.resolve("gone"));
    }
}
