package io.oncestream.launcher.demo.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read of tables in which other clusters are, too. */
class PublishedTablesITCase {

    /** Seen red: what was rejected of others, and of runs before, was a violation of this one. */
    @Test
    void onlyWhatIsRejectedOfTheClusterCounts() throws Exception {
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        String of = "(cluster text, number bigint, version bigint)";
        database.execute("CREATE TABLE member_changes " + of);
        database.execute("CREATE TABLE cluster_views " + of);
        database.execute("CREATE TABLE members_rejected (text text)");
        database.execute(
                "INSERT INTO members_rejected VALUES ('edge-1,a,2026'), ('nonsense'),"
                        + " ('{\"cluster\":\"edge-2\",\"observer\":\"a\"}')");
        try (TargetDatabase target =
                TargetDatabase.at(database.address().url(), Optional.empty())) {
            PublishedTables tables = new PublishedTables(target, "members");
            assertThat(tables.read("edge-1").rejected()).isEqualTo(1);
            assertThat(tables.read("edge-2").rejected()).isEqualTo(1);
            assertThat(tables.read("edge-3").rejected()).isZero();
        }
    }
}
