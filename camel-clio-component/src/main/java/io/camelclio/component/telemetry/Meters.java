package io.camelclio.component.telemetry;

import io.camelclio.component.api.CallObserver;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.api.RefreshObserver;
import io.camelclio.pull.rate.RateBudget;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** What is measured of one connection, see {@link ClioMeters}. Once closed it takes no notice any more. */
interface Meters extends CallObserver, RefreshObserver, AutoCloseable {

    /** Meters in the application's registry; {@link #NONE} where it has no Micrometer or no registry. */
    static Meters of(CamelContext context, String connection) {
        boolean micrometer =
                context.getClassResolver().resolveClass("io.micrometer.core.instrument.MeterRegistry") != null;
        return micrometer ? MicrometerMeters.find(context, connection).orElse(NONE) : NONE;
    }

    void budget(Supplier<RateBudget.State> budget);

    /**
     * Shows a value until it is withdrawn.
     *
     * @param tags names and values in turn
     * @return withdraws it
     */
    Runnable show(String gauge, DoubleSupplier value, String... tags);

    /**
     * Counts something that happened several times.
     *
     * @param tags names and values in turn
     */
    void count(String counter, int howMany, String... tags);

    /** @param tags names and values in turn */
    default void count(String counter, String... tags) {
        count(counter, 1, tags);
    }

    void polled(String resource, String outcome);

    void records(String resource, int records);

    void answered(String model, int status);

    @Override
    void close();

    /** Nothing is measured. */
    Meters NONE = new Meters() {

        @Override
        public void ended(ClioCall call, int status, Duration took, Duration waited) {}

        @Override
        public void refreshed(Outcome outcome) {}

        @Override
        public void budget(Supplier<RateBudget.State> budget) {}

        @Override
        public Runnable show(String gauge, DoubleSupplier value, String... tags) {
            return () -> {};
        }

        @Override
        public void count(String counter, int howMany, String... tags) {}

        @Override
        public void polled(String resource, String outcome) {}

        @Override
        public void records(String resource, int records) {}

        @Override
        public void answered(String model, int status) {}

        @Override
        public void close() {}
    };
}
