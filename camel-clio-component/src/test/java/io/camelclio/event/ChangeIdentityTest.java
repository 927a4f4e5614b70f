package io.camelclio.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeIdentityTest {

    private static final String VERSION = "\"9a10\" 2026-03-01T07:00:00-05:00";

    /** The vectors were computed once by another program; a change of them breaks every consumer's memory. */
    @Test
    void keepsItsPublishedVectors() {
        assertThat(ChangeIdentity.of("us", "activity", "us/152", VERSION, ChangeKind.STATE))
                .isEqualTo("425d5a5716773c8071b0a6a127ca7f76b49d7c60e2b574885b7085b8fae9103f");
        assertThat(ChangeIdentity.of("us", "activity", "us/152", "", ChangeKind.DELETED))
                .isEqualTo("739a04733d20d12f7ddeba95eeae303f4b503bbc6951c26163b7e242b0b4e8fe");
        assertThat(ChangeIdentity.of(
                        "kanzlei-münchen",
                        "matter",
                        "kanzlei-münchen/3000000001",
                        "\"é\"",
                        ChangeKind.lifeCycle("matter_closed")))
                .isEqualTo("ad76109009b9d585484b0f7375c2b80dfd0fe8716b17b3b91515358bfbc16d09");
    }

    @Test
    void isTheDigestOfItsPartsEachFollowedByALineFeed() throws Exception {
        byte[] parts = ("eu\nbill\neu/7\n" + VERSION + "\nstate\n").getBytes(StandardCharsets.UTF_8);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(parts));

        assertThat(ChangeIdentity.of("eu", "bill", "eu/7", VERSION, ChangeKind.STATE))
                .isEqualTo(expected);
    }

    @Test
    void differsInEveryPart() {
        Set<String> identities = new HashSet<>(List.of(
                ChangeIdentity.of("us", "activity", "us/1", "v", ChangeKind.STATE),
                ChangeIdentity.of("eu", "activity", "us/1", "v", ChangeKind.STATE),
                ChangeIdentity.of("us", "bill", "us/1", "v", ChangeKind.STATE),
                ChangeIdentity.of("us", "activity", "us/2", "v", ChangeKind.STATE),
                ChangeIdentity.of("us", "activity", "us/1", "w", ChangeKind.STATE),
                ChangeIdentity.of("us", "activity", "us/1", "v", ChangeKind.DELETED),
                ChangeIdentity.of("us", "activity", "us/1", "v", ChangeKind.lifeCycle("matter_opened")),
                ChangeIdentity.of("us", "activityus/1", "", "v", ChangeKind.STATE)));

        assertThat(identities).hasSize(8);
    }

    @Test
    void aRecordWithoutVersionIsToldApartByItsBytes() {
        assertThat(ChangeIdentity.versionOf("{\"id\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("037c9214eef74cc3887f3a4f085b4e17d76280dafd273b0ee160c09c4ba1cfd4");
    }
}
