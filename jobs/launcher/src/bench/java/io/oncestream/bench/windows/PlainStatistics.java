package io.oncestream.bench.windows;
import io.oncestream.bench.measure.Tally;

/**
 * One key's window as most programs would write it: doubles that are added as they come. It is a
 * POJO to Flink, accumulator and result row in one.
 */
public final class PlainStatistics implements java.io.Serializable {

    private static final long serialVersionUID = 1L;

    public String key = "";
    public long windowStart;
    public long count;
    public double sum;
    public double squares;
    public double weights;
    public double weighted;
    public double min = Double.POSITIVE_INFINITY;
    public double max = Double.NEGATIVE_INFINITY;
    public double first;
    public double last;
    public long firstMillis = Long.MAX_VALUE;
    public long lastMillis = Long.MIN_VALUE;

    /** Takes a reading; of several at one time the smallest is the first, the greatest the last. */
    public void add(long millis, double value, double weight) {
        count++;
        sum += value;
        squares += value * value;
        weights += weight;
        weighted += weight * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
        keepEnds(millis, value, millis, value);
    }

    /** Takes another part of the same window. */
    public PlainStatistics merge(PlainStatistics other) {
        count += other.count;
        sum += other.sum;
        squares += other.squares;
        weights += other.weights;
        weighted += other.weighted;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        keepEnds(other.firstMillis, other.first, other.lastMillis, other.last);
        return this;
    }

    private void keepEnds(long oneMillis, double one, long otherMillis, double other) {
        if (oneMillis < firstMillis || (oneMillis == firstMillis && one < first)) {
            firstMillis = oneMillis;
            first = one;
        }
        if (otherMillis > lastMillis || (otherMillis == lastMillis && other > last)) {
            lastMillis = otherMillis;
            last = other;
        }
    }

    /** As {@link Tally} takes them. */
    public double[] statistics() {
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        return new double[] {sum, mean, weighted / weights, min, max, first, last, deviation};
    }

    void tally(String ofKey, long start, Tally tally) {
        tally.add(ofKey, start, count, statistics());
    }
}
