package io.camelclio.component.webhook;

/** The edge of the Vert.x router. */
class VertxEdgeTest extends HttpEdgeContract {

    @Override
    WebhookAdapter adapter() {
        return WebhookAdapter.vertx;
    }
}
