package io.camelclio.component.webhook;

import io.camelclio.component.telemetry.DeliveryObserver;
import io.camelclio.component.webhook.repair.GapRepair;

/** Lets the repair of gaps hear what requests are answered, besides whoever else watches. */
record RepairedDeliveries(DeliveryObserver watching, GapRepair repair) implements DeliveryObserver {

    @Override
    public void answered(int status) {
        watching.answered(status);
        repair.answered(status);
    }

    @Override
    public void taken() {
        watching.taken();
    }

    @Override
    public void refused(String reason) {
        watching.refused(reason);
    }

    @Override
    public void handshake(boolean awaited) {
        watching.handshake(awaited);
    }
}
