package io.oncestream.job.trends;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.RisingItem;

/** What the trends job writes: what rises and goes together, upserted; the rest, appended. */
final class TrendsTables {

    private TrendsTables() {}

    static String trending(String table) {
        return JobTables.further(TrendsJob.NAME, table, "trending");
    }

    static String related(String table) {
        return JobTables.further(TrendsJob.NAME, table, "related");
    }

    static String pushes(String table) {
        return JobTables.further(TrendsJob.NAME, table, "pushes");
    }

    static String late(String table) {
        return JobTables.beside(table, "late");
    }

    static TrendsJob.Sinks sinks(JobTables tables, String table) {
        return new TrendsJob.Sinks(
                tables.port(trendingRows(trending(table)), "write-trending", "write rising items"),
                tables.port(relatedRows(related(table)), "write-related", "write related items"),
                tables.port(pushRows(pushes(table)), "write-pushes", "write pushes"),
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

    private static TableMapping<RelatedItem> relatedRows(String table) {
        return TableMapping.<RelatedItem>table(table)
                .text("item", RelatedItem::item)
                .integer("rank", RelatedItem::rank)
                .text("other", RelatedItem::other)
                .doublePrecision("score", RelatedItem::score)
                .doublePrecision("support", RelatedItem::support)
                .primaryKey("item", "rank")
                .build();
    }

    private static TableMapping<Push> pushRows(String table) {
        return TableMapping.<Push>table(table)
                .text("user", Push::user)
                .text("item", Push::item)
                .text("category", Push::category)
                .timestamp("time", Push::time)
                .doublePrecision("score", Push::score)
                .index("user", "time")
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
