package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.event.ChangeEvent;
import io.camelclio.event.ChangeIdentity;
import io.camelclio.event.ChangeKind;
import io.camelclio.event.ChangeSource;
import io.camelclio.pull.record.JsonRecord;
import io.camelclio.pull.record.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClioChangesTest {

    private static final Instant VENDOR_TIME = Instant.parse("2026-03-01T13:00:00Z");
    private static final Instant AS_OF = Instant.parse("2026-03-01T13:00:01Z");
    private static final String RECORD =
            "{\"id\":7,\"etag\":\"\\\"9a10\\\"\",\"updated_at\":\"2026-03-01T07:00:00-05:00\"}";

    private final ClioChanges changes = new ClioChanges(new ChangeSource("clio", "us"));

    @Test
    void aRecordsVersionIsItsEtagAndItsChangeTime() throws Exception {
        ChangeEvent change = state("activity", RECORD);

        assertThat(change.id())
                .isEqualTo(ChangeIdentity.of(
                        "us", "activity", "us/7", "\"9a10\" 2026-03-01T07:00:00-05:00", ChangeKind.STATE));
        assertThat(change.time()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(change.asOf()).isEqualTo(AS_OF);
    }

    @Test
    void aRecordWithoutEtagIsToldApartByItsContent() throws Exception {
        String noon = "\"updated_at\":\"2026-03-01T07:00:00-05:00\"";

        assertThat(state("activity", "{\"id\":7," + noon + ",\"total\":1}").id())
                .isNotEqualTo(
                        state("activity", "{\"id\":7," + noon + ",\"total\":2}").id())
                .isEqualTo(
                        state("activity", "{\"id\":7," + noon + ",\"total\":1}").id());
        assertThat(state("activity", "{\"id\":7,\"total\":1}").id())
                .isNotEqualTo(state("activity", "{\"id\":7,\"total\":2}").id());
    }

    @Test
    void aDeletionIsFinalAndHasNoVersion() throws Exception {
        assertThat(deletion("activity", RECORD).id())
                .isEqualTo(deletion("activity", "{\"id\":7}").id())
                .isEqualTo(ChangeIdentity.of("us", "activity", "us/7", "", ChangeKind.DELETED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"document", "folder"})
    void aDeletionThatCanBeTakenBackHasAVersion(String entity) throws Exception {
        assertThat(deletion(entity, RECORD).id())
                .isNotEqualTo(deletion(entity, RECORD.replace("9a10", "9a11")).id());
    }

    /** A delivery holds id and etag only, the trash the whole record. */
    @ParameterizedTest
    @ValueSource(strings = {"document", "folder"})
    void aDeletionHasOneIdentityByDeliveryAndFromTheTrash(String entity) throws Exception {
        assertThat(deletion(entity, RECORD).id())
                .isEqualTo(
                        deletion(entity, "{\"id\":7,\"etag\":\"\\\"9a10\\\"\"}").id())
                .isEqualTo(ChangeIdentity.of("us", entity, "us/7", "\"9a10\"", ChangeKind.DELETED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":7}", "{\"id\":7,\"updated_at\":null}", "{\"id\":7,\"updated_at\":\"yesterday\"}"})
    void aRecordWithoutChangeTimeTakesTheVendors(String record) throws Exception {
        assertThat(state("activity", record).time()).isEqualTo(VENDOR_TIME);
    }

    @Test
    void anIdMayBeAText() throws Exception {
        assertThat(state("calendar_entry", "{\"id\":\"3000000001\",\"etag\":\"a\"}")
                        .subject())
                .isEqualTo("us/3000000001");
    }

    @Test
    void aRecordWithoutIdIsMalformed() {
        assertThatThrownBy(() -> state("activity", "{\"etag\":\"a\"}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("A record has no 'id'");
    }

    private ChangeEvent state(String entity, String record) throws MalformedRecordException {
        return change(entity, record, ChangeKind.STATE);
    }

    private ChangeEvent deletion(String entity, String record) throws MalformedRecordException {
        return change(entity, record, ChangeKind.DELETED);
    }

    private ChangeEvent change(String entity, String record, ChangeKind kind) throws MalformedRecordException {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return changes.of(entity, JsonRecord.read(bytes, ClioChanges.IDENTITY_FIELDS), kind, VENDOR_TIME, AS_OF, null);
    }
}
