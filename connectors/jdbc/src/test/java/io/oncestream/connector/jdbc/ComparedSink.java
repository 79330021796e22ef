package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import javax.sql.XADataSource;
import org.apache.flink.connector.jdbc.JdbcExactlyOnceOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.postgresql.xa.PGXADataSource;

/** The sinks that {@link OfficialConnectorRecoveryITCase} compares. Both append to table t. */
enum ComparedSink {
    /** The exactly-once sink of flink-connector-jdbc, set up for PostgreSQL as it documents. */
    OFFICIAL {
        @Override
        void attach(DataStream<Entry> rows, DatabaseAddress database) {
            String url = database.url();
            rows.sinkTo(
                            JdbcSink.<Entry>builder()
                                    .withQueryStatement(
                                            "INSERT INTO t (key, value) VALUES (?, ?)",
                                            (statement, row) -> {
                                                statement.setString(1, row.key());
                                                statement.setLong(2, row.value());
                                            })
                                    .withExecutionOptions(
                                            JdbcExecutionOptions.builder()
                                                    .withMaxRetries(0)
                                                    .build())
                                    .buildExactlyOnce(
                                            JdbcExactlyOnceOptions.builder()
                                                    .withTransactionPerConnection(true)
                                                    .build(),
                                            () -> dataSource(url)))
                    .uid("sink");
        }
    },
    OURS {
        @Override
        void attach(DataStream<Entry> rows, DatabaseAddress database) {
            rows.addSink(
                            new JdbcTwoPhaseCommitSink<>(
                                    SinkHarness.options(database),
                                    TableRoutes.toOne(SinkHarness.append("t"))))
                    .uid("sink");
        }
    };

    abstract void attach(DataStream<Entry> rows, DatabaseAddress database);

    private static XADataSource dataSource(String url) {
        PGXADataSource dataSource = new PGXADataSource();
        dataSource.setUrl(url);
        dataSource.setUser("postgres");
        return dataSource;
    }
}
