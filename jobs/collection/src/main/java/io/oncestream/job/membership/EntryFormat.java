package io.oncestream.job.membership;

import io.oncestream.connector.format.BadFieldException;
import io.oncestream.connector.format.Fields;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.WantedColumn;
import io.oncestream.state.membership.GossipEntry;
import io.oncestream.state.membership.LifeSign;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Which columns hold what of an entry. Without {@code left} the node has not left. */
final class EntryFormat implements RecordMapper<GossipEntry> {

    private static final long serialVersionUID = 1L;
    private static final int NAME_LENGTH_MAX = 200;

    @Override
    public List<WantedColumn> columns() {
        return List.of(
                new WantedColumn("cluster", "cluster"),
                new WantedColumn("observer", "observer"),
                new WantedColumn("time", "time"),
                new WantedColumn("node", "node"),
                new WantedColumn("incarnation", "incarnation"),
                new WantedColumn("heartbeat", "heartbeat"),
                new WantedColumn("left", "left", true));
    }

    @Override
    public GossipEntry map(Fields fields) throws BadFieldException {
        return new GossipEntry(
                name(fields, 0, "cluster"),
                name(fields, 1, "observer"),
                fields.eventTime(2),
                name(fields, 3, "node"),
                new LifeSign(
                        count("incarnation", fields.integer(4)),
                        fields.isThere(6) && fields.bool(6),
                        count("heartbeat", fields.integer(5))));
    }

    private static String name(Fields fields, int field, String column) throws BadFieldException {
        String name = fields.text(field, NAME_LENGTH_MAX);
        if (name.isEmpty()) {
            throw new BadFieldException(column + " is empty");
        }
        return name;
    }

    private static long count(String column, long number) throws BadFieldException {
        if (number < 0) {
            throw new BadFieldException("%s %d is below 0".formatted(column, number));
        }
        return number;
    }

    @Override
    public TypeInformation<GossipEntry> type() {
        return TypeInformation.of(GossipEntry.class);
    }
}
