package io.oncestream.connector.jdbc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Authorities and certificates, made by the JDK's keytool, as PEM files. */
record TestCertificates(Path directory) {
    private static final String PASSWORD = "password-of-a-test";

    /** A self-signed authority; returns its certificate. */
    Path authority(String name) throws Exception {
        return generate(name, "-ext", "bc=ca:true");
    }

    /** A certificate of a server that an authority signed; {@code address} is ip:A or dns:N. */
    Path server(String name, String authority, String address) throws Exception {
        return generate(name, "-ext", "san=" + address, "-signer", authority);
    }

    Path privateKey(String name) throws Exception {
        byte[] key = store().getKey(name, PASSWORD.toCharArray()).getEncoded();
        return pem(name + ".key", "PRIVATE KEY", key);
    }

    private Path generate(String name, String... more) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool") + "",
                                "-genkeypair",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-keyalg",
                                "EC",
                                "-keystore",
                                file().toString(),
                                "-storepass",
                                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(output).isZero();
        return pem(name + ".crt", "CERTIFICATE", store().getCertificate(name).getEncoded());
    }

    private Path file() {
        return directory.resolve("keys.p12");
    }

    private KeyStore store() throws Exception {
        return KeyStore.getInstance(file().toFile(), PASSWORD.toCharArray());
    }

    private Path pem(String name, String kind, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
    }
}
