package io.oncestream.function.window;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Windows of one length, aligned to 1970-01-01 in UTC; they overlap where they slide by less. */
public final class AlignedWindows implements Windows {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long slide;
    private final long slice;

    /** Both in whole milliseconds; the slide is at most the size. */
    public AlignedWindows(Duration size, Duration slide) {
        this.size = size.toMillis();
        this.slide = slide.toMillis();
        this.slice =
                BigInteger.valueOf(this.size).gcd(BigInteger.valueOf(this.slide)).longValueExact();
    }

    @Override
    public long slice(long time) {
        return Math.floorDiv(time, slice);
    }

    @Override
    public long begin(long number) {
        return number * slice;
    }

    @Override
    public List<TimeWindow> of(long number) {
        long begin = begin(number);
        long last = begin - Math.floorMod(begin, slide);
        if (slide == size) {
            return List.of(new TimeWindow(last, last + size));
        }
        List<TimeWindow> windows = new ArrayList<>();
        for (long start = last; start > begin - size; start -= slide) {
            windows.add(new TimeWindow(start, start + size));
        }
        return windows;
    }
}
