package io.oncestream.launcher.certificates;

import io.oncestream.launcher.failure.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code certificates}. */
@Command(
        name = "certificates",
        description = "Checks what a quorum job has published, by the feeds' public keys alone.",
        subcommands = VerifyCommand.class)
public final class CertificatesCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UsageException("certificates needs verify");
    }
}
