package io.oncestream.job.orders;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.function.SplitDecoded;
import io.oncestream.kit.Job;
import io.oncestream.kit.JobTables;
import io.oncestream.kit.TableOptions;
import java.math.BigDecimal;
import java.time.Instant;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Orders of any source in a table: of each the row that came last. */
public final class OrdersJob implements Job<TableOptions<OrdersJob.Order>> {

    /** What is read: columns, or fields, of these names. */
    public record Order(String id, Instant time, BigDecimal amount, boolean paid) {
        /** What the table could not hold is rejected here, and the job goes on. */
        public Order {
            if (amount.scale() > 2 || amount.precision() - amount.scale() > 10) {
                throw new IllegalArgumentException("amount " + amount + " is no amount of cents");
            }
        }
    }

    public static void main(String[] args) throws Exception {
        new OrdersJob().run(args);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public TableOptions<Order> options() {
        return new TableOptions<>(Order.class, Order::time, "orders");
    }

    @Override
    public void build(StreamExecutionEnvironment env, TableOptions<Order> options) {
        SingleOutputStreamOperator<Order> orders = options.input().read(env);
        JobTables tables = JobTables.of(this, options.database());
        tables.rejectedPort(options.table()).accept(orders.getSideOutput(SplitDecoded.REJECTED));
        tables.port(rows(options.table()), "write-orders", "write orders")
                .accept(orders.keyBy(Order::id));
    }

    private static TableMapping<Order> rows(String table) {
        return TableMapping.<Order>table(table)
                .text("id", Order::id)
                .timestamp("time", Order::time)
                .decimal("amount", 12, 2, Order::amount)
                .bool("paid", Order::paid)
                .primaryKey("id")
                .build();
    }
}
