package io.oncestream.job.book;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.function.request.Commands;
import io.oncestream.function.request.RequestMemory;
import io.oncestream.kit.Job;
import io.oncestream.kit.JobTables;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Accounts to which commands add: the least that a job that takes commands can be. */
final class BookJob implements Job<BookOptions> {

    @Override
    public String name() {
        return "book";
    }

    @Override
    public BookOptions options() {
        return new BookOptions();
    }

    @Override
    public void build(StreamExecutionEnvironment env, BookOptions options) {
        JobTables tables = JobTables.of(this, options.database());
        SingleOutputStreamOperator<BookAnswer> answers =
                Commands.read(env, options.input(), tables.rejectedPort(BookOptions.TABLE))
                        .process(new BookFunction(options.remember()))
                        .returns(BookAnswer.class)
                        .uid("book")
                        .name("add to accounts");
        tables.port(rows(), "write-answers", "write answers").accept(answers);
        tables.refusedPort(BookOptions.TABLE, "account")
                .accept(answers.getSideOutput(RequestMemory.REFUSED));
    }

    private static TableMapping<BookAnswer> rows() {
        return TableMapping.<BookAnswer>table(BookOptions.TABLE)
                .text("account", BookAnswer::account)
                .bigint("number", BookAnswer::number)
                .text("id", BookAnswer::id)
                .text("outcome", BookAnswer::outcome)
                .bigint("balance", BookAnswer::balance)
                .index("account", "id")
                .build();
    }
}
