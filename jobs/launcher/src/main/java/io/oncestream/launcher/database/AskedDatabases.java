package io.oncestream.launcher.database;

import io.oncestream.cli.NamedUrl;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the databases of a job. */
public final class AskedDatabases {

    @Option(
            names = "--to",
            paramLabel = "[NAME=]URL",
            description =
                    "A database, as jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER; once for each database of"
                            + " the job. Its password comes from --password-file or from the"
                            + " environment variable ONCESTREAM_DB_PASSWORD, and is refused in the"
                            + " URL. Default: the embedded PostgreSQL that run writes to.")
    private List<String> to = new ArrayList<>();

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description = "A file with the database password.")
    private @Nullable Path passwordFile;

    /**
     * Opens them; from now on a signal ends this process at once.
     *
     * @param otherwise what is asked where none is named; none: the embedded one
     * @throws FailureException when one of them does not let this user in
     */
    public TargetDatabases open(Home home, Console console, List<NamedUrl> otherwise) {
        TargetDatabases databases = find(home, console, otherwise);
        Interrupts.handle(
                code -> {
                    try {
                        databases.abandon();
                    } finally {
                        Runtime.getRuntime().halt(code);
                    }
                });
        return databases;
    }

    private TargetDatabases find(Home home, Console console, List<NamedUrl> otherwise) {
        Optional<String> password = Optional.ofNullable(passwordFile).map(Path::toString);
        List<NamedUrl> named = to.isEmpty() ? otherwise : named();
        if (!named.isEmpty()) {
            return TargetDatabases.at(named, password);
        }
        console.step("starting the embedded PostgreSQL");
        try {
            return TargetDatabases.embedded(home);
        } finally {
            console.clear();
        }
    }

    private List<NamedUrl> named() {
        try {
            return NamedUrl.all(to);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
