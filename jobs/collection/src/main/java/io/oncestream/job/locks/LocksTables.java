package io.oncestream.job.locks;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.lock.LockAnswer;
import io.oncestream.state.lock.LockStatus;

/** What the lock service writes: a row an answer, appended; one a resource, upserted. */
final class LocksTables {

    private LocksTables() {}

    /** The table of answers that belongs to the table of resources. */
    static String answers(String table) {
        return JobTables.beside(table, "answers");
    }

    static LocksJob.Sinks sinks(JobTables tables, String table) {
        return new LocksJob.Sinks(
                tables.port(answerRows(answers(table)), "write-answers", "write answers"),
                tables.port(statusRows(table), "write-locks", "write locks"),
                tables.refusedPort(table, "domain"),
                tables.rejectedPort(table));
    }

    private static TableMapping<LockAnswer> answerRows(String table) {
        return TableMapping.<LockAnswer>table(table)
                .text("domain", LockAnswer::domain)
                .bigint("number", LockAnswer::number)
                .bigint("arrived", LockAnswer::arrived)
                .text("id", LockAnswer::id)
                .text("resource", LockAnswer::resource)
                .text("owner", LockAnswer::owner)
                .text("op", LockAnswer::op)
                .text("outcome", answer -> answer.outcome().word())
                .nullableBigint("token", LockAnswer::token)
                .timestamp("lease_end", LockAnswer::leaseEnd)
                .timestamp("decided_at", LockAnswer::decidedAt)
                .text("reason", LockAnswer::reason)
                .index("domain", "id")
                .build();
    }

    private static TableMapping<LockStatus> statusRows(String table) {
        return TableMapping.<LockStatus>table(table)
                .text("domain", LockStatus::domain)
                .text("resource", LockStatus::resource)
                .text("owner", LockStatus::owner)
                .nullableBigint("token", LockStatus::token)
                .timestamp("lease_end", LockStatus::leaseEnd)
                .integer("waiters", LockStatus::waiters)
                .primaryKey("domain", "resource")
                .build();
    }
}
