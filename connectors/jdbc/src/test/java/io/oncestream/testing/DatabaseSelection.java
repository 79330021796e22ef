package io.oncestream.testing;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The databases of tests that take long: one each, so that a verify stays short, and all of them
 * with the profile {@code matrix}.
 */
public abstract class DatabaseSelection implements ArgumentsProvider {
    private final DatabaseKind usual;

    private DatabaseSelection(DatabaseKind usual) {
        this.usual = usual;
    }

    /** Whether the profile is on. */
    public static boolean isAll() {
        return Boolean.getBoolean("tests.matrix");
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return Arrays.stream(DatabaseKind.values())
                .filter(kind -> isAll() || kind == usual)
                .map(Arguments::of);
    }

    /** PostgreSQL, or all. */
    public static final class PostgresOrAll extends DatabaseSelection {
        public PostgresOrAll() {
            super(DatabaseKind.POSTGRES);
        }
    }

    /** MariaDB, or all. */
    public static final class MariaDbOrAll extends DatabaseSelection {
        public MariaDbOrAll() {
            super(DatabaseKind.MARIADB);
        }
    }
}
