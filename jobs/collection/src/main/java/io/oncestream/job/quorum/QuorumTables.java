package io.oncestream.job.quorum;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.function.quorum.CertificateJson;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.kit.JobTables;
import io.oncestream.state.quorum.Certificate;
import io.oncestream.state.quorum.Evidence;
import io.oncestream.state.quorum.QuorumValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the quorum job writes: a row a round, upserted; one a certificate and a lie, appended. */
final class QuorumTables {

    private QuorumTables() {}

    static String values(String table) {
        return JobTables.beside(table, "values");
    }

    static String certificates(String table) {
        return JobTables.beside(table, "certificates");
    }

    static String evidence(String table) {
        return JobTables.beside(table, "evidence");
    }

    static QuorumJob.Sinks sinks(JobTables tables, String table, QuorumMode mode) {
        return new QuorumJob.Sinks(
                tables.port(valueRows(values(table), mode), "write-values", "write values"),
                tables.port(
                        certificateRows(certificates(table)),
                        "write-certificates",
                        "write certificates"),
                tables.port(evidenceRows(evidence(table)), "write-evidence", "write evidence"),
                tables.rejectedPort(table));
    }

    private static TableMapping<QuorumValue> valueRows(String table, QuorumMode mode) {
        return TableMapping.<QuorumValue>table(table)
                .text("instrument", QuorumValue::instrument)
                .bigint("round", QuorumValue::round)
                .text("status", value -> value.status().word())
                .text("value", value -> plain(value.value()))
                .doublePrecision(
                        "value_double",
                        value -> value.value() == null ? null : value.value().doubleValue())
                .integer("votes", QuorumValue::votes)
                .text("mode", value -> mode.word())
                .primaryKey("instrument", "round")
                .build();
    }

    private static TableMapping<Certificate> certificateRows(String table) {
        return TableMapping.<Certificate>table(table)
                .text("instrument", Certificate::instrument)
                .bigint("round", Certificate::round)
                .text("value", certificate -> plain(certificate.value()))
                .json("observations", CertificateJson::write)
                .index("instrument", "round")
                .build();
    }

    private static TableMapping<Evidence> evidenceRows(String table) {
        return TableMapping.<Evidence>table(table)
                .text("feed", evidence -> evidence.first().feed())
                .text("instrument", evidence -> evidence.first().instrument())
                .bigint("round", evidence -> evidence.first().round())
                .text("first_value", evidence -> plain(evidence.first().value()))
                .text("first_signature", evidence -> evidence.first().signature())
                .text("second_value", evidence -> plain(evidence.second().value()))
                .text("second_signature", evidence -> evidence.second().signature())
                .index("feed")
                .build();
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : SignedText.plain(value);
    }
}
