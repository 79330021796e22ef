package io.oncestream.job.anomalies;

import static java.util.stream.Collectors.joining;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.kit.JobTables;
import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.LateMeasurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;

/** What the anomalies job writes: upserted all, but what is late or rejected. */
final class AnomaliesTables {

    private AnomaliesTables() {}

    static String forecasts(String table) {
        return JobTables.further(AnomaliesJob.NAME, table, "forecasts");
    }

    static String predictions(String table) {
        return JobTables.further(AnomaliesJob.NAME, table, "predictions");
    }

    static String models(String table) {
        return JobTables.further(AnomaliesJob.NAME, table, "models");
    }

    static String late(String table) {
        return JobTables.beside(table, "late");
    }

    static AnomaliesJob.Sinks sinks(JobTables tables, String table) {
        return new AnomaliesJob.Sinks(
                tables.port(anomalyRows(table), "write-anomalies", "write anomalies"),
                tables.port(forecastRows(forecasts(table)), "write-forecasts", "write forecasts"),
                tables.port(
                        predictionRows(predictions(table)),
                        "write-predictions",
                        "write predictions"),
                tables.port(modelRows(models(table)), "write-models", "write models"),
                tables.port(lateRows(late(table)), "write-late", "write late samples"),
                tables.rejectedPort(table));
    }

    private static TableMapping<Anomaly> anomalyRows(String table) {
        return TableMapping.<Anomaly>table(table)
                .text("key", Anomaly::key)
                .timestamp("time", Anomaly::time)
                .doublePrecision("grade", Anomaly::grade)
                .doublePrecision("score", Anomaly::score)
                .text("column_name", Anomaly::column)
                .timestamp("odd_at", Anomaly::oddAt)
                .doublePrecision("value", Anomaly::value)
                .doublePrecision("expected", Anomaly::expected)
                .primaryKey("key", "time")
                .build();
    }

    private static TableMapping<Forecast> forecastRows(String table) {
        return TableMapping.<Forecast>table(table)
                .text("key", Forecast::key)
                .timestamp("made_at", Forecast::madeAt)
                .integer("step", Forecast::step)
                .text("column_name", Forecast::column)
                .doublePrecision("value", Forecast::value)
                .doublePrecision("lower", Forecast::lower)
                .doublePrecision("upper", Forecast::upper)
                .primaryKey("key", "made_at", "step", "column_name")
                .build();
    }

    private static TableMapping<Prediction> predictionRows(String table) {
        return TableMapping.<Prediction>table(table)
                .text("key", Prediction::key)
                .timestamp("time", Prediction::time)
                .text("label", Prediction::label)
                .doublePrecision("probability", Prediction::probability)
                .text("actual", Prediction::actual)
                .timestamp("model_trained_at", Prediction::model)
                .bigint("version", Prediction::version)
                .primaryKey("key", "time")
                .build();
    }

    private static TableMapping<ModelVersion> modelRows(String table) {
        return TableMapping.<ModelVersion>table(table)
                .text("key", ModelVersion::key)
                .timestamp("trained_at", ModelVersion::trainedAt)
                .bigint("version", ModelVersion::version)
                .integer("examples", ModelVersion::examples)
                .bigint("predicted", ModelVersion::predicted)
                .bigint("correct", ModelVersion::correct)
                .doublePrecision("accuracy", ModelVersion::accuracy)
                .primaryKey("key", "trained_at")
                .build();
    }

    private static TableMapping<LateMeasurement> lateRows(String table) {
        return TableMapping.<LateMeasurement>table(table)
                .text("key", late -> late.sample().key())
                .timestamp("time", late -> late.sample().time())
                .text("sample_values", AnomaliesTables::values)
                .text("label", late -> late.sample().label())
                .timestamp("newest", LateMeasurement::newest)
                .build();
    }

    private static String values(LateMeasurement late) {
        return late.sample().values().stream().map(String::valueOf).collect(joining(","));
    }
}
