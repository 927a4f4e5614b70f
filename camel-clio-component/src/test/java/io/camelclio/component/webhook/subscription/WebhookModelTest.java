package io.camelclio.component.webhook.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.FieldList;
import io.camelclio.component.catalogue.RecordFields;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebhookModelTest {

    @ParameterizedTest
    @EnumSource(WebhookModel.class)
    void asksByDefaultForFieldsThatItsRecordsHave(WebhookModel model) {
        RecordFields record = Catalogue.clio().record(model.word()).orElseThrow();

        assertThat(FieldList.parse(model.defaultFields()).check(record).has("updated_at"))
                .isTrue();
    }
}
