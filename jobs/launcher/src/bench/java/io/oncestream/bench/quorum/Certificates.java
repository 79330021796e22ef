package io.oncestream.bench.quorum;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.function.quorum.CertificateCheck;
import io.oncestream.function.quorum.CertificateJson;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.QuorumMode;
import io.oncestream.state.quorum.Certificate;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads what was certified, and looks at what only our job writes: the proofs, what was forged. */
final class Certificates {

    /** Checking all of them would take longer than the work. */
    private static final int CHECKED_EACH = 20;

    private Certificates() {}

    /** All certified values, whoever has written them. */
    static Certified certified(OwnDatabase database) throws SQLException {
        Certified certified = new Certified();
        database.query(
                "SELECT instrument, round, value, votes FROM quorum_values"
                        + " WHERE status = 'certified'",
                row ->
                        certified.add(
                                row.getString(1),
                                row.getLong(2),
                                new BigDecimal(row.getString(3)),
                                row.getInt(4)));
        return certified;
    }

    static void check(Case one, OwnDatabase database) throws SQLException {
        Script script = Script.of(one);
        database.checkNone(
                "values without one certificate of theirs",
                """
                SELECT count(*) FROM quorum_values WHERE status = 'certified' AND 1 <>
                  (SELECT count(*) FROM quorum_certificates c WHERE c.instrument =
                    quorum_values.instrument AND c.round = quorum_values.round
                    AND c.value = quorum_values.value)""");
        database.checkNone(
                "certificates without a value",
                """
                SELECT (SELECT count(*) FROM quorum_certificates) - count(*) FROM quorum_values
                  WHERE status = 'certified'""");
        database.checkNone(
                "more rejected than forged",
                "SELECT count(*) - %d FROM quorum_rejected".formatted(script.forged()));
        database.checkNone("feeds said to have lied", "SELECT count(*) FROM quorum_evidence");
        CertificateCheck check =
                new CertificateCheck(Feeds.of(script.feeds().file()), QuorumMode.EXACT);
        database.query(
                """
                SELECT instrument, round, value, observations::text FROM quorum_certificates
                  WHERE round %% %d = 0""".formatted(CHECKED_EACH),
                row -> checkProof(check, row));
    }

    private static void checkProof(CertificateCheck check, ResultSet row) throws SQLException {
        String instrument = row.getString(1);
        long round = row.getLong(2);
        String refusal =
                check.refusal(
                        new Certificate(
                                instrument,
                                round,
                                new BigDecimal(row.getString(3)),
                                CertificateJson.read(row.getString(4), instrument, round)));
        if (refusal != null) {
            throw new IllegalStateException(
                    "the certificate of %s, round %d: %s".formatted(instrument, round, refusal));
        }
    }
}
