package io.camelclio.component.webhook;

import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.webhook.repair.GapRepair;

/** Lets the repair of gaps hear what is taken and what is put off, besides whoever else watches. */
record RepairedDeliveries(DeliveryObserver watching, GapRepair repair) implements DeliveryObserver {

    @Override
    public void answered(int status) {
        watching.answered(status);
    }

    @Override
    public void taken() {
        watching.taken();
        repair.taken();
    }

    @Override
    public void refused(String reason) {
        watching.refused(reason);
    }

    @Override
    public void putOff() {
        watching.putOff();
        repair.putOff();
    }

    @Override
    public void handshake(boolean awaited) {
        watching.handshake(awaited);
    }
}
