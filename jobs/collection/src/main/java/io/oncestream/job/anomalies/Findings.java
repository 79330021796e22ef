package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Forecast;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.ModelVersion;
import io.oncestream.state.anomaly.Prediction;
import java.time.Instant;

/** Who is told of what is learned. */
interface Findings {

    void anomaly(Anomaly anomaly);

    void forecast(Forecast forecast);

    void prediction(Prediction prediction);

    /** A model as it is from now on: it replaces what was told of the same one before. */
    void model(ModelVersion model);

    /**
     * A sample that is not used.
     *
     * @param newest what it had to be newer than
     */
    void late(Measurement sample, Instant newest);

    /** A label that is not learned, while the rest of its sample is. */
    void rejected(Measurement sample, String why);
}
