package io.camelclio.ordeal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What the copy that is never killed still holds after a full collection, looked at every few seconds. The first third of
 * the run is left out of the slope: until then it is starting, and connections come to be.
 */
final class Heap {

    private static final double MEGABYTE = 1024.0 * 1024.0;
    private static final int FEWEST = 6;

    private final Copies copies;
    private final long pauseMillis;
    private final List<double[]> samples = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "heap");
    private final long start = System.nanoTime();

    Heap(Copies copies, long pauseMillis) {
        this.copies = copies;
        this.pauseMillis = pauseMillis;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void watch() {
        try {
            while (true) {
                OptionalLong live = copies.process(Copies.NAMES.get(0)).liveBytes();
                live.ifPresent(bytes -> add((System.nanoTime() - start) / 60e9, bytes / MEGABYTE));
                TimeUnit.MILLISECONDS.sleep(pauseMillis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void add(double minute, double megabytes) {
        samples.add(new double[] {minute, megabytes});
    }

    /** Megabytes in use on average, after the first third. */
    synchronized double mean() {
        return judged().stream().mapToDouble(sample -> sample[1]).average().orElse(0);
    }

    /** Megabytes a minute, by least squares. */
    synchronized double slope() {
        List<double[]> judged = judged();
        double minute =
                judged.stream().mapToDouble(sample -> sample[0]).average().orElse(0);
        double mean = mean();
        double square = judged.stream()
                .mapToDouble(sample -> Math.pow(sample[0] - minute, 2))
                .sum();
        double product = judged.stream()
                .mapToDouble(sample -> (sample[0] - minute) * (sample[1] - mean))
                .sum();
        return square == 0 ? 0 : product / square;
    }

    synchronized boolean isEnough() {
        return judged().size() >= FEWEST;
    }

    private List<double[]> judged() {
        return samples.subList(samples.size() / 3, samples.size());
    }
}
