package io.camelclio.component.webhook;

/** The generic way, here on the server of platform-http-main. */
class PlatformHttpReceivingTest extends ReceivingContract {

    @Override
    WebhookAdapter adapter() {
        return WebhookAdapter.platformHttp;
    }
}
