package io.camelclio.app.smokeball.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The two signatures that Smokeball publishes ("Webhooks", "Plugins"), of one key and one client. */
class SignatureTest {

    private static final String KEY = "ei7641529ue420n8b9aa";
    private static final String CLIENT_ID = "lou1qnn0llav95f";

    private static final String PLUGIN_TIME = "638609288928990639";
    private static final String PLUGIN_REQUEST = "e56f2c3f-b6de-4310-a7a2-c139d62f9711";
    private static final String PLUGIN_SIGNATURE = "58817681863148b0e624c00f3094f99e1af31cd7b99a3c2e0655d64a2764d650";

    private static final String WEBHOOK_TIME = "637558795239278688";
    private static final String WEBHOOK_REQUEST = "38583489-09c4-49ef-b58c-ef1b34208cca";
    private static final String WEBHOOK_SIGNATURE = "feb4b838a272884f6d2c2580b2c7ebb0b2f725b90e8baa6f9b5e1a17a9faec2d";

    private final Signature signature = new Signature(KEY, CLIENT_ID);

    @Test
    void publishedSignatureOfThePluginsPageHolds() {
        assertThat(signature.isOf(PLUGIN_TIME, PLUGIN_REQUEST, PLUGIN_SIGNATURE))
                .isTrue();
    }

    /** The page declares the whole client id, and computes with one whose last character is missing. */
    @Test
    void publishedSignatureOfTheWebhooksPageHoldsOnlyWithTheClientIdCutShort() {
        Signature cutShort = new Signature(KEY, CLIENT_ID.substring(0, CLIENT_ID.length() - 1));

        assertThat(cutShort.isOf(WEBHOOK_TIME, WEBHOOK_REQUEST, WEBHOOK_SIGNATURE))
                .isTrue();
        assertThat(signature.isOf(WEBHOOK_TIME, WEBHOOK_REQUEST, WEBHOOK_SIGNATURE))
                .isFalse();
        assertThat(signature.isOf(
                        WEBHOOK_TIME,
                        WEBHOOK_REQUEST,
                        "9ac03005f363ed5890c45a6aae8fcd5fa08a2a45e333002fbb93dd3460b2278f"))
                .isTrue();
    }

    @Test
    void nothingElseHolds() {
        assertThat(signature.isOf("638609288928990640", PLUGIN_REQUEST, PLUGIN_SIGNATURE))
                .isFalse();
        assertThat(signature.isOf(PLUGIN_TIME, WEBHOOK_REQUEST, PLUGIN_SIGNATURE))
                .isFalse();
        assertThat(new Signature("another key of ours", CLIENT_ID).isOf(PLUGIN_TIME, PLUGIN_REQUEST, PLUGIN_SIGNATURE))
                .isFalse();
        assertThat(signature.isOf(PLUGIN_TIME, PLUGIN_REQUEST, PLUGIN_SIGNATURE.toUpperCase()))
                .isFalse();
        assertThat(signature.isOf(PLUGIN_TIME, PLUGIN_REQUEST, PLUGIN_SIGNATURE.substring(1)))
                .isFalse();
        assertThat(signature.isOf(PLUGIN_TIME, PLUGIN_REQUEST, "")).isFalse();
    }

    @Test
    void showsNoKey() {
        assertThat(signature.toString()).doesNotContain(KEY);
    }
}
