package io.camelclio.component.webhook.delivery;

import io.camelclio.component.telemetry.DeliveryObserver;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told, in order. Thread-safe. */
final class RecordedObserver implements DeliveryObserver {

    private final List<String> told = new ArrayList<>();
    private int putOffs;

    @Override
    public synchronized void answered(int status) {
        told.add("answered " + status);
    }

    @Override
    public synchronized void taken() {
        told.add("taken");
    }

    @Override
    public synchronized void refused(String reason) {
        told.add(reason);
    }

    @Override
    public synchronized void putOff() {
        putOffs++;
    }

    @Override
    public synchronized void handshake(boolean awaited) {
        told.add(awaited ? "awaited handshake" : "unexpected handshake");
    }

    synchronized int putOffs() {
        return putOffs;
    }

    /** What was told since the last call. */
    synchronized List<String> news() {
        List<String> news = List.copyOf(told);
        told.clear();
        return news;
    }
}
