package io.camelclio.component.telemetry;

/** Is told what becomes of the requests on a webhook's path, often on an event loop: never blocks. */
public interface DeliveryObserver {

    /** Nobody looks. */
    DeliveryObserver NONE = new DeliveryObserver() {

        @Override
        public void answered(int status) {}

        @Override
        public void taken() {}

        @Override
        public void refused(String reason) {}

        @Override
        public void handshake(boolean awaited) {}
    };

    /** A request was answered with this HTTP status. */
    void answered(int status);

    /** A genuine delivery is safe where the route took it. */
    void taken();

    /**
     * A request was refused or put off.
     *
     * @param reason one of few words, such as {@code bad_signature}
     */
    void refused(String reason);

    /**
     * What was refused is proven to be Clio's, who sends it again; told besides {@link #refused}. What nobody could prove is
     * none: strangers could bring about reads at will. Where Clio gives such a delivery up, the next read brings the change.
     */
    default void putOff() {}

    /**
     * Somebody sent a secret to confirm.
     *
     * @param awaited whether Clio had reason to
     */
    void handshake(boolean awaited);
}
