package io.oncestream.job.trends;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.RisingItem;

/** What the trends job writes: what rises, upserted; late events, appended. */
final class TrendsTables {

    private TrendsTables() {}

    static String trending(String table) {
        return JobTables.further(TrendsJob.NAME, table, "trending");
    }

    static String late(String table) {
        return JobTables.beside(table, "late");
    }

    static TrendsJob.Sinks sinks(JobTables tables, String table) {
        return new TrendsJob.Sinks(
                tables.port(trendingRows(trending(table)), "write-trending", "write rising items"),
                tables.rejectedPort(table),
                tables.port(lateRows(late(table)), "write-late", "write late events"));
    }

    private static TableMapping<RisingItem> trendingRows(String table) {
        return TableMapping.<RisingItem>table(table)
                .text("category", RisingItem::category)
                .timestamp("window_end", RisingItem::windowEnd)
                .integer("rank", RisingItem::rank)
                .text("item", RisingItem::item)
                .bigint("count", RisingItem::count)
                .bigint("error", RisingItem::error)
                .doublePrecision("expected", RisingItem::expected)
                .doublePrecision("score", RisingItem::score)
                .primaryKey("category", "window_end", "rank")
                .build();
    }

    private static TableMapping<LateEvent> lateRows(String table) {
        return TableMapping.<LateEvent>table(table)
                .text("item", late -> late.event().item())
                .timestamp("time", late -> late.event().time())
                .text("category", late -> late.event().category())
                .text("user", late -> late.event().user())
                .text("basket", late -> late.event().basket())
                .bigint("weight", late -> late.event().weight())
                .timestamp("watermark", LateEvent::watermark)
                .bool("counted", LateEvent::counted)
                .build();
    }
}
