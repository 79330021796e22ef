package io.oncestream.connector.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mariadb.jdbc.export.MaxAllowedPacketException;

class SqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "08006, true", // connection failure
        "25006, true", // read-only, after a failover
        "25P03, true", // idle in a transaction for too long
        "25P04, true", // a transaction for too long
        "40001, true", // serialization failure
        "40P01, true", // deadlock
        "53300, true", // too many connections
        "55006, true", // object in use
        "55P03, true", // lock not available
        "57P01, true", // administrator's shutdown
        "57P02, true", // crash of another session
        "57P03, true", // cannot connect now
        "57P05, true", // idle for too long
        "22003, false", // numeric value out of range
        "23505, false", // unique violation
        "25001, false", // in a transaction, where it may not be
        "28P01, false", // wrong password
        "42501, false", // missing privilege
        "42P01, false", // no such table
        "3D000, false", // no such database
        "55000, false", // object not in the needed state, such as a deferrable key
        "55P02, false", // a parameter that cannot be changed
    })
    void theClassOfTheSqlStateDecides(String state, boolean isTransient) {
        assertThat(SqlErrors.isTransient(new SQLException("message", state)))
                .isEqualTo(isTransient);
    }

    @ParameterizedTest
    @CsvSource({"08000, true", "22001, false"})
    void whatBrokeABatchDecides(String state, boolean isTransient) {
        SQLException broke = new SQLException("Socket error", state);
        SQLException batch = new BatchUpdateException(null, new BatchUpdateException(null, broke));
        assertThat(SqlErrors.isTransient(batch)).isEqualTo(isTransient);
    }

    @Test
    void aPacketThatTheServerRefusesHalfWayIsNoLostConnection() {
        IOException refused = new MaxAllowedPacketException("too large", true);
        assertThat(SqlErrors.isTransient(new SQLException("lost", "08000", refused))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HY000, 1205, true", // lock wait timeout
        "HY000, 1290, true", // read-only, about to be replaced
        "HY000, 1114, true", // the disk is full
        "42000, 1203, true", // too many connections of this user
        "08004, 1040, true", // too many connections
        "08S01, 1053, true", // shutdown
        "40001, 1213, true", // deadlock
        "70100, 1927, true", // killed
        "08S01, 1153, false", // a packet larger than the server takes
        "08004, 3159, false", // no TLS where the server wants it
        "22001, 1406, false", // too long for its column
        "23000, 1062, false", // duplicate key
        "28000, 1045, false", // wrong password
        "42000, 1049, false", // no such database
        "42S02, 1146, false", // no such table
        "HY000, 1366, false", // wrong character
    })
    void theNumbersOfMariaDbSayMore(String state, int number, boolean isTransient) {
        assertThat(SqlErrors.isTransient(new SQLException("message", state, number)))
                .isEqualTo(isTransient);
    }

    @Test
    void driversMaySayItByTheExceptionsType() {
        assertThat(SqlErrors.isTransient(new SQLTransientConnectionException("gone"))).isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("cut", new IOException()))).isTrue();
        assertThat(SqlErrors.isTransient(new SQLException("unknown"))).isFalse();
    }
}
