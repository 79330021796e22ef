package io.oncestream.connector.jdbc;

import io.oncestream.testing.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The statements of connectors/jdbc/README.md about the privileges on one kind of database. */
record Grants(DatabaseKind kind) {
    private static final Path README = Path.of("README.md");

    /** One of a statement's privileges on one of its objects. */
    record Grant(String privilege, String on) {
        /** Those of a statement {@code GRANT A, B ON x, y TO flink}. */
        private static Stream<Grant> of(String statement) {
            String[] words = statement.split("GRANT | ON | TO ", -1);
            return Arrays.stream(words[1].split(", ", -1))
                    .flatMap(
                            privilege ->
                                    Arrays.stream(words[2].split(", ", -1))
                                            .map(on -> new Grant(privilege, on)));
        }

        /** Without the word for its kind, {@code DATABASE} or {@code SCHEMA}. */
        String target() {
            return on.substring(on.lastIndexOf(' ') + 1).replace(".*", "");
        }
    }

    /** To make all tables itself. */
    List<Grant> toCreate() throws IOException {
        return grants(sqlBlocks().get(0).lines());
    }

    /** The sink's own tables, for an administrator to make. */
    List<String> ledgerTables() throws IOException {
        return List.of(sqlBlocks().get(1).strip().split(";\n", -1));
    }

    /** To use existing tables, under these headings. */
    List<Grant> toUse(List<String> headings) throws IOException {
        return Arrays.stream(sqlBlocks().get(2).split("(?m)^-- ", -1))
                .filter(part -> headings.contains(part.lines().findFirst().orElse("")))
                .flatMap(part -> grants(part.lines()).stream())
                .toList();
    }

    private List<String> sqlBlocks() throws IOException {
        String heading = "### Privileges on " + kind.choose("PostgreSQL", "MariaDB");
        String section = Files.readString(README).split(heading, -1)[1];
        return Arrays.stream(section.split("### ", -1)[0].split("```", -1))
                .filter(block -> block.startsWith("sql\n"))
                .map(block -> block.substring("sql\n".length()))
                .toList();
    }

    private static List<Grant> grants(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("GRANT ")).flatMap(Grant::of).toList();
    }
}
