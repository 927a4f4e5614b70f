package io.camelclio.component.webhook;

/** The edge of the generic way, here on the server of platform-http-main. */
class PlatformHttpEdgeTest extends HttpEdgeContract {

    @Override
    WebhookAdapter adapter() {
        return WebhookAdapter.platformHttp;
    }
}
