package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.cli.CommandLines;
import io.oncestream.function.SplitDecoded;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files as public ones are written, with the options that they need, and the right results. */
class AveragesFormatsITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2);

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    @Test
    void hoursOfAWeatherServiceAreRefusedUntilTheirPatternIsGiven() throws Exception {
        String csv =
                """
                STATIONS_ID;MESS_DATUM;QN_9;TT_TU;RF_TU;eor
                       3;1950040101;    5;   5.7;  83.0;eor
                       3;1950040102;    5;   5.6;  83.0;eor
                       3;2024013112;    5;   5.5;  83.0;eor
                       3;2024013113;    5;   -999;  83.0;eor
                """;
        String columns = "--time MESS_DATUM --value TT_TU --window 1d";
        assertThatThrownBy(() -> run("dwd.csv", csv, columns))
                .hasMessageContaining("give --time-format yyyyMMddHH for 1950-04-01T01:00, or ");
        JobExecutionResult result =
                run("dwd.csv", csv, columns + " --time-format yyyyMMddHH --missing -200,-999,NA");
        assertThat(table()).containsExactly("1950-04-01 00:00|2|5.65", "2024-01-31 00:00|1|5.5");
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_MISSING)).isEqualTo(1);
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_REJECTED)).isZero();
    }

    /** One by one they are seconds of 2002 and 2005: seen red, as windows of these years. */
    @Test
    void datesOfWhichEachMayBeSecondsAreRefusedUntilTheirPatternIsGiven() throws Exception {
        String csv = "t,v\n1015202412,1\n1016202412,2\n1114202413,3\n";
        String columns = "--time t --value v --window 1d";
        assertThatThrownBy(() -> run("mdy.csv", csv, columns))
                .hasMessageContaining("--time-format MMddyyyyHH for 2024-11-14T13:00, or epoch-");
        run("mdy.csv", csv, columns + " --time-format MMddyyyyHH");
        assertThat(table())
                .containsExactly(
                        "2024-10-15 00:00|1|1", "2024-10-16 00:00|1|2", "2024-11-14 00:00|1|3");
        run("mdy.csv", csv, columns + " --table seconds --time-format epoch-seconds");
        assertThat(database.queryLong("SELECT count(*) FROM seconds")).isEqualTo(3);
    }

    @Test
    void decimalCommasAndMissingValuesMakeTheRightMean() throws Exception {
        String csv =
                """
                Date;Time;CO(GT);T;;,,
                10/03/2004;18.00.00;2,6;13,6;;
                10/03/2004;19.00.00;2;13,3;;,
                10/03/2004;20.00.00;2,3;11,9;;
                11/03/2004;04.00.00;-200;10,1;;,
                ;;;;;
                """;
        run(
                "air.csv",
                csv,
                "--time Date --time-format dd/MM/yyyy --value CO(GT) --window 1d --decimal ,"
                        + " --missing -200");
        assertThat(table()).containsExactly("2004-03-10 00:00|3|2.3");
    }

    @Test
    void anHourThatIsThereTwiceIsRejectedOrOneOfTheTwo() throws Exception {
        String csv =
                """
                ts;kWh
                2024-10-27 01:00;1
                2024-10-27 02:00;2
                2024-10-27 02:00;4
                2024-10-27 03:00;5
                2024-10-27 24:00;6
                """;
        String options = "--time ts --value kWh --zone Europe/Berlin";
        run("meter.csv", csv, options + " --window 1h");
        assertThat(table())
                .containsExactly(
                        "2024-10-26 23:00|1|1", "2024-10-27 02:00|1|5", "2024-10-27 23:00|1|6");
        assertThat(database.query("SELECT position FROM averages_rejected ORDER BY position"))
                .containsExactly("3", "4");
        database = PostgresServer.newDatabase();
        run("meter.csv", csv, options + " --window 1d --align local --repeated-hour second");
        assertThat(table()).containsExactly("2024-10-26 22:00|4|3", "2024-10-27 23:00|1|6");
    }

    @Test
    void anArrayOverSeveralLinesIsReadWhole() throws Exception {
        String json =
                """
                [
                  {"device": "a", "at": "2024-01-01T00:00:00Z", "temp": 1.5},
                  {"device": "a", "at": "2024-01-01T00:00:10Z", "temp": 2.5},
                  {"device": "a", "at": "2024-01-01T00:00:20Z", "temp": 3.5}
                ]
                """;
        run("array.json", json, "--time at --value temp --window 1m");
        assertThat(table()).containsExactly("2024-01-01 00:00|3|2.5");
    }

    @Test
    void rowsThatAStrayQuoteSwallowsAreToldOfWithTheLine() throws Exception {
        String csv =
                """
                time,value,note
                2024-01-01,1,ok
                2024-01-01,2,"5 inch
                2024-01-01,3,ok
                2024-01-01,4,6"
                """;
        JobExecutionResult result = run("quotes.csv", csv, "--time time --value value --window 1d");
        assertThat(table()).containsExactly("2024-01-01 00:00|2|1.5");
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_OVER_LINES)).isEqualTo(1);
        assertThat(result.<Long>getAccumulatorResult(SplitDecoded.ROWS_OVER_LINES_FIRST))
                .isEqualTo(3);
    }

    @Test
    void yearsOfTwoDigitsAndMonthsAloneAreRead() throws Exception {
        run(
                "two.csv",
                "Date,Close\n31-Dec-99,1\n3-Jan-00,2\n",
                "--time Date --time-format d-MMM-yy --value Close --window 1d");
        assertThat(table()).containsExactly("1999-12-31 00:00|1|1", "2000-01-03 00:00|1|2");
        database = PostgresServer.newDatabase();
        run(
                "month.csv",
                "\"Month\",\"Sunspots\"\n\"1749-01\",58.0\n\"1749-02\",62.6\n",
                "--time Month --value Sunspots --window 1d");
        assertThat(table()).containsExactly("1749-01-01 00:00|1|58", "1749-02-01 00:00|1|62.6");
    }

    private List<String> table() throws Exception {
        return database.query(
                "SELECT to_char(window_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), count, mean"
                        + " FROM averages ORDER BY window_start");
    }

    private JobExecutionResult run(String name, String text, String words) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        List<String> all = new ArrayList<>(List.of("--from", "file:" + file));
        all.addAll(List.of(words.split(" ")));
        all.addAll(List.of("--to", database.address().url(), "--checkpoint-interval", "200ms"));
        AveragesOptions options = new AveragesOptions();
        CommandLines.parse(CommandLines.of(options), all.toArray(new String[0]));
        StreamExecutionEnvironment env = options.execution().environment();
        AveragesJob.build(env, options.config(), options.sources(), options.sinks());
        return env.execute();
    }
}
