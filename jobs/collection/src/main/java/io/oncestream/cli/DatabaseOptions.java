package io.oncestream.cli;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.StartPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where a job's tables are. A password is in a file or in the environment, never in an option. */
public final class DatabaseOptions implements DependentOptions {

    private static final int MAJORITY_MIN = 3;
    private static final int MAJORITY_MAX = 7;
    private static final String SPARE = "--spare";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "The database of the result tables, as"
                            + " jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER. The password comes from"
                            + " --password-file or from the environment variable"
                            + " ONCESTREAM_DB_PASSWORD, and is refused in the URL.")
    private List<String> to = List.of();

    @Option(
            names = "--spare",
            paramLabel = "NAME=URL",
            description =
                    "A database that may join while the job runs; once for each. What was named"
                            + " once is still named after a resume, where others may be added.")
    private List<String> spares = List.of();

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description =
                    "A file with the database password; every TaskManager reads it at this path."
                            + " Its first line is the password. Where the first line that is no"
                            + " comment is host:port:database:user:password, as in PostgreSQL's"
                            + " pgpass, there is such a line for each database.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--fresh",
            description =
                    "Empty this job's tables when they hold an earlier run's rows; without it such"
                            + " a start is refused.")
    private boolean fresh;

    @Option(
            names = "--allow-rewind",
            description =
                    "With --resume: when the tables hold rows of later checkpoints than the one"
                            + " resumed from, remove these first, as the job will write them"
                            + " again; without it such a start is refused. The later checkpoints"
                            + " cannot be resumed after that.")
    private boolean allowRewind;

    @Option(
            names = "--reject-unwritable",
            description =
                    "Write rows that the database cannot store, such as a key with a character that"
                            + " its encoding lacks, to a table TABLE_unwritable, with the reason,"
                            + " and go on; without it the job fails with the first. A resume needs"
                            + " it again.")
    private boolean rejectUnwritable;

    @Spec private @Nullable CommandSpec command;

    private final int databasesMax;
    private int databasesMin = 1;
    private final List<String> absent = new ArrayList<>();

    /** Of a job whose tables are in one database. */
    public DatabaseOptions() {
        this(1);
    }

    /**
     * Of a job that may write to several: {@code --to} is given once for each, with a name or
     * without.
     *
     * @param databasesMax how many at most
     */
    public DatabaseOptions(int databasesMax) {
        this.databasesMax = databasesMax;
        absent.add(SPARE);
    }

    /** Of a job that may write to several, some of which join later. */
    public static DatabaseOptions withSpares(int databasesMax) {
        DatabaseOptions options = new DatabaseOptions(databasesMax);
        options.absent.remove(SPARE);
        return options;
    }

    /** Of a job whose databases decide by majority: it needs 3 of them, or 5, or 7. */
    public static DatabaseOptions ofMajority() {
        DatabaseOptions options = new DatabaseOptions(MAJORITY_MAX);
        options.databasesMin = MAJORITY_MIN;
        return options;
    }

    /** How many databases it needs at least. */
    public int databasesMin() {
        return databasesMin;
    }

    /** Of a job whose rows are answers: what was seen is not revised. */
    public DatabaseOptions withoutRewind() {
        absent.add("--allow-rewind");
        return this;
    }

    /** Of a job whose rows belong together: none is left out for what a database cannot store. */
    public DatabaseOptions withoutSettingAside() {
        absent.add("--reject-unwritable");
        return this;
    }

    @Override
    public List<String> absent() {
        return absent;
    }

    @Override
    public List<String> explanation() {
        return databasesMax == 1
                ? List.of()
                : List.of(
                        "",
                        "--to is given once for each database, %s times, as URL or NAME=URL."
                                .formatted(
                                        databasesMin == 1 ? "up to " + databasesMax : "3, 5 or 7"),
                        "  A name is 1 to 32 of a-z, 0-9 and -, by default db-1, db-2 and so on.",
                        databasesMin == 1
                                ? "  With --resume names and order must be the same: what is where"
                                        + " depends on them."
                                : "  With --resume the databases must be the same, in any order.");
    }

    @Override
    public void check(ParseResult given) {
        refuse(
                fresh && allowRewind,
                "--fresh empties the tables, --allow-rewind goes on with them: give one of both");
        refuse(
                to.size() + spares.size() > databasesMax,
                databasesMax == 1
                        ? "--to is given twice: this job writes to one database"
                        : "more than %d databases are given".formatted(databasesMax));
        refuse(
                given.hasMatchedOption("--to")
                        && databasesMin > 1
                        && (to.size() < databasesMin || to.size() % 2 == 0),
                "%d databases are given, and this job's decide by majority: give --to 3, 5 or 7 times"
                        .formatted(to.size()));
        try {
            refuse(repeats(urls()), "--to names one database twice: give each once");
            refuse(repeats(names()), "--to gives one name to two databases: give each its own");
        } catch (IllegalArgumentException e) {
            refuse(true, String.valueOf(e.getMessage()));
        }
    }

    private static boolean repeats(List<String> values) {
        return Set.copyOf(values).size() < values.size();
    }

    private void refuse(boolean wrong, String why) {
        if (wrong && command != null) {
            throw new ParameterException(command.commandLine(), why);
        }
    }

    /**
     * The one database, not connected to.
     *
     * @throws IllegalArgumentException when the URL names no known database or holds a password
     * @throws IllegalStateException where several may be given, of which this would leave some out
     */
    public DatabaseAddress address() {
        if (databasesMax > 1) {
            throw new IllegalStateException("a job of several databases asks for all addresses");
        }
        return addresses().get(0);
    }

    /** All databases, in the order in which they were given; see {@link #address}. */
    public List<DatabaseAddress> addresses() {
        PasswordReference password =
                passwordFile == null
                        ? PasswordReference.ofEnvironment()
                        : PasswordReference.ofFile(passwordFile.toAbsolutePath().toString());
        return urls().stream().map(url -> new DatabaseAddress(url, password)).toList();
    }

    /** The URLs as they were given. */
    public List<String> urls() {
        return databases().stream().map(NamedUrl::url).toList();
    }

    /** What the databases are called, in the same order. */
    public List<String> names() {
        return databases().stream().map(NamedUrl::name).toList();
    }

    /** All databases, in the order in which they were given. */
    public List<NamedUrl> databases() {
        return databasesMax == 1
                ? to.stream().map(url -> new NamedUrl("db", url)).toList()
                : NamedUrl.all(Stream.concat(to.stream(), spares.stream()).toList());
    }

    /** How many of the databases, the last ones, are there to join later. */
    public int spares() {
        return spares.size();
    }

    /** Where the password is, if not in the environment. */
    public Optional<Path> passwordFile() {
        return Optional.ofNullable(passwordFile);
    }

    /** Whether rows that the database cannot store are set aside; else they fail the job. */
    public boolean rejectUnwritable() {
        return rejectUnwritable;
    }

    /** What a start may remove. */
    public StartPolicy startPolicy() {
        if (allowRewind) {
            return StartPolicy.REWIND;
        }
        return fresh ? StartPolicy.EMPTY : StartPolicy.REFUSE;
    }
}
