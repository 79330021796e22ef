package io.oncestream.bench.chaos;

import io.oncestream.state.lock.LockAnswer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/** Writes each answer as it comes, as a sink without transactions does. */
final class AtOnceSink implements Sink<LockAnswer> {

    private static final long serialVersionUID = 1L;

    private static final String CREATE =
            "CREATE TABLE IF NOT EXISTS locks_answers (domain varchar(200), number bigint, arrived"
                    + " bigint, id varchar(200), resource varchar(200), owner varchar(200), op"
                    + " varchar(200), outcome varchar(20), token bigint, lease_end timestamp(6) NULL,"
                    + " decided_at timestamp(6) NULL, reason varchar(1000))";

    private final String url;

    AtOnceSink(String url) {
        this.url = url;
    }

    @Override
    public SinkWriter<LockAnswer> createWriter(WriterInitContext context) throws IOException {
        try {
            Connection connection = DriverManager.getConnection(url);
            try (Statement statement = connection.createStatement()) {
                statement.execute(CREATE);
            }
            return new Writer(connection);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private record Writer(Connection connection) implements SinkWriter<LockAnswer> {

        @Override
        public void write(LockAnswer answer, Context context) throws IOException {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO locks_answers VALUES (?,?,?,?,?,?,?,?,?,?,?,?)")) {
                insert.setString(1, answer.domain());
                insert.setLong(2, answer.number());
                insert.setLong(3, answer.arrived());
                insert.setString(4, answer.id());
                insert.setString(5, answer.resource());
                insert.setString(6, answer.owner());
                insert.setString(7, answer.op());
                insert.setString(8, answer.outcome().word());
                insert.setObject(9, answer.token());
                insert.setTimestamp(10, timestamp(answer.leaseEnd()));
                insert.setTimestamp(11, timestamp(answer.decidedAt()));
                insert.setString(12, answer.reason());
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        private static @Nullable Timestamp timestamp(@Nullable Instant time) {
            return time == null ? null : Timestamp.from(time);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
