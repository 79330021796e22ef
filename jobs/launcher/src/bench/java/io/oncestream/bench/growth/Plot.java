package io.oncestream.bench.growth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/** Lines over two logarithmic axes, as SVG. */
final class Plot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LEFT = 60;
    private static final int RIGHT = 260;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    private static final int LINE = 20;

    private static final List<String> COLORS =
            List.of(
                    "#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2",
                    "#7f7f7f");

    private final double xMax;
    private final double yMax;
    private final StringBuilder svg = new StringBuilder();

    private Plot(Map<String, NavigableMap<Integer, Double>> series) {
        xMax = series.values().stream().mapToInt(NavigableMap::lastKey).max().orElseThrow();
        yMax =
                series.values().stream()
                        .flatMap(one -> one.values().stream())
                        .mapToDouble(value -> value)
                        .max()
                        .orElseThrow();
    }

    /** Of lines by name; all values are at least 1. */
    static String svg(String title, Map<String, NavigableMap<Integer, Double>> series) {
        Plot plot = new Plot(series);
        plot.add(
                "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d'"
                        + " font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        plot.add("<rect width='100%%' height='100%%' fill='white'/>");
        plot.text(LEFT, LINE, title);
        plot.axes();
        int number = 0;
        for (Map.Entry<String, NavigableMap<Integer, Double>> one : series.entrySet()) {
            plot.line(number++, one.getKey(), one.getValue());
        }
        plot.add("</svg>");
        return plot.svg.toString();
    }

    private void axes() {
        for (int x = 1; x <= xMax; x *= 2) {
            grid(x(x), TOP, x(x), HEIGHT - BOTTOM);
            text(x(x) - 8, HEIGHT - BOTTOM + LINE, Integer.toString(x));
        }
        text(LEFT, HEIGHT - 10, "parallelism");
        for (int y = 1; y <= yMax; y *= 2) {
            grid(LEFT, y(y), WIDTH - RIGHT, y(y));
            text(LEFT - 30, y(y) + 4, Integer.toString(y));
        }
    }

    private void line(int number, String name, NavigableMap<Integer, Double> values) {
        String color = COLORS.get(number % COLORS.size());
        String points =
                values.entrySet().stream()
                        .map(one -> point(x(one.getKey()), y(one.getValue())))
                        .collect(Collectors.joining(" "));
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, color);
        double y = TOP + LINE * (number + 1.0);
        double x = WIDTH - RIGHT + LINE;
        add("<rect x='%.0f' y='%.0f' width='12' height='12' fill='%s'/>", x, y - 10, color);
        text(x + LINE, y, name);
    }

    private void grid(double x1, double y1, double x2, double y2) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>", x1, y1, x2, y2);
    }

    private void text(double x, double y, String text) {
        add("<text x='%.1f' y='%.1f'>%s</text>", x, y, text);
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value) / Math.log(xMax);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * Math.log(value) / Math.log(yMax);
    }

    private static String point(double x, double y) {
        return String.format(Locale.ROOT, "%.1f,%.1f", x, y);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
