package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.http.UnendingServer;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioDownloadTest extends FileExchanges {

    private static final byte[] FILE = bytes(300_000);
    private static final long LARGE = 200L * 1024 * 1024;

    @TempDir
    Path folder;

    private final AtomicReference<Object> body = new AtomicReference<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bytes")
                        .to("clio:documents?operation=download&storageTimeout=500")
                        .process(exchange -> body.set(exchange.getMessage().getBody()))
                        .convertBodyTo(byte[].class);
                from("direct:file").to("clio:documents?operation=download").to("file:" + folder);
                from("direct:counted").to("clio:documents?operation=download").process(ClioDownloadTest::count);
                from("direct:unread")
                        .to("clio:documents?operation=download")
                        .process(exchange -> body.set(exchange.getMessage().getBody()));
                from("direct:document_templates")
                        .to("clio:document_templates?operation=download")
                        .convertBodyTo(byte[].class);
                from("direct:reports").to("clio:reports?operation=download").convertBodyTo(byte[].class);
                from("direct:preview").to("clio:bills?operation=preview");
            }
        };
    }

    @Test
    void makesAFileTheBodyWithNameTypeAndLength() {
        long id = document("letter.pdf", FILE);

        Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getException()).isNull();
        assertThat(body.get()).isInstanceOf(InputStream.class);
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(FILE);
        assertThat(answer.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("letter.pdf");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/pdf");
        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_LENGTH)).isEqualTo((long) FILE.length);
        assertThat(answer.getMessage().getHeader(ClioConstants.STATUS)).isEqualTo(200);
    }

    @Test
    void writesAFileToAFolder() throws IOException {
        long id = document("letter.pdf", FILE);

        request("direct:file", null, Map.of(ClioConstants.ID, id));

        assertThat(Files.readAllBytes(folder.resolve("letter.pdf"))).isEqualTo(FILE);
    }

    @Test
    void readsTheVersionThatIsAskedFor() {
        long id = document("letter.pdf", FILE);
        clio.files().give("documents", id, Content.of(new byte[] {1, 2, 3}));
        long first = clio.records("documents/{id}/versions").all().stream()
                .mapToLong(ClioRecord::id)
                .min()
                .orElseThrow();

        assertThat(request("direct:bytes", null, Map.of(ClioConstants.ID, id))
                        .getMessage()
                        .getBody(byte[].class))
                .containsExactly(1, 2, 3);
        assertThat(request(
                                "direct:bytes",
                                null,
                                Map.of(
                                        ClioConstants.ID,
                                        id,
                                        ClioConstants.FILTER_PREFIX + "document_version_id",
                                        first))
                        .getMessage()
                        .getBody(byte[].class))
                .isEqualTo(FILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"document_templates | {\"filename\":\"form.docx\"}", "reports | {\"state\":\"completed\"}"})
    void readsTheFilesOfOtherResources(String resource, String record) {
        long id = clio.records(resource).create(record).id();
        clio.files().give(resource, id, Content.of(FILE));

        Exchange answer = request("direct:" + resource, null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(FILE);
    }

    @Test
    void leavesAFileThatClioAnswersItselfAsBytes() {
        long id = clio.records("bills").create("{\"number\":\"1\"}").id();

        Exchange answer = request("direct:preview", null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isInstanceOf(byte[].class);
    }

    @Test
    void streamsALargeFileOfWhichLittleIsInMemory() {
        long id = document("large.bin", new byte[0]);
        clio.files().give("documents", id, ZeroContent.of(LARGE));
        long before = usedMemory();

        Exchange answer = request("direct:counted", null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Long.class)).isEqualTo(LARGE);
        assertThat(answer.getMessage().getHeader("most", Long.class) - before)
                .as("live memory in the middle of the file, above that before it")
                .isLessThan(LARGE / 4);
    }

    @Test
    void neverSendsTheTokenToTheStorage() {
        request("direct:bytes", null, Map.of(ClioConstants.ID, document("letter.pdf", FILE)));

        assertThat(storageRequests("GET")).isEqualTo(1);
        assertThat(tokenReachedStorage()).isFalse();
    }

    @Test
    void asksForAnotherLinkWhenOneHasExpired() {
        long id = document("letter.pdf", FILE);
        clio.files().storage().expireNextLinks(1);

        Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(FILE);
        assertThat(storageRequests("GET")).isEqualTo(2);
    }

    @Test
    void failsWhenTheSecondLinkIsRefusedToo() {
        long id = document("letter.pdf", FILE);
        clio.files().storage().expireNextLinks(10);

        Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

        assertThat(failure(answer).kind()).isEqualTo(Kind.LINK_REFUSED);
        assertThat(failure(answer)).hasMessageContaining("403").hasMessageNotContaining("X-Amz");
        assertThat(storageRequests("GET")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://storage.example/file",
                "ftp://127.0.0.1/file",
                "file:///etc/passwd",
                "/api/v4/users.json",
                "https://user@storage.example/file"
            })
    void refusesALinkThatIsNotSecure(String link) {
        long id = document("letter.pdf", FILE);
        clio.files().misdirectDownloads(1, URI.create(link));

        Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

        assertThat(failure(answer).kind()).isEqualTo(Kind.REDIRECTED);
        assertThat(storageRequests("GET")).isZero();
    }

    @Test
    void followsRedirectsOfTheStorageButNotToAnInsecurePlaceNorForEver() {
        long id = document("letter.pdf", FILE);
        var storage = clio.files().storage();
        String link = storage.baseUri() + "/elsewhere";
        storage.faults().answerNext(1, Response.redirect(302, "http://storage.example/file"), path -> true);
        assertThat(failure(request("direct:bytes", null, Map.of(ClioConstants.ID, id)))
                        .kind())
                .isEqualTo(Kind.REDIRECTED);

        storage.faults().answerNext(100, Response.redirect(302, link), path -> true);
        assertThat(failure(request("direct:bytes", null, Map.of(ClioConstants.ID, id)))
                        .kind())
                .isEqualTo(Kind.REDIRECTED);
        assertThat(storageRequests("GET"))
                .as("one, then one and three redirects")
                .isEqualTo(5);
    }

    @Test
    void takesNoPartOfAFileForTheWhole() {
        long id = document("letter.pdf", FILE);
        clio.files().storage().faults().truncateNext(1, path -> true);

        Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

        assertThat(answer.getException())
                .rootCause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was cut after")
                .hasMessageContaining("of 300000 bytes");
    }

    @Test
    void givesUpAFileThatStalls() throws Exception {
        long id = document("letter.pdf", FILE);
        try (UnendingServer stalling = UnendingServer.stalling()) {
            clio.files().misdirectDownloads(1, stalling.address());

            Exchange answer = request("direct:bytes", null, Map.of(ClioConstants.ID, id));

            assertThat(answer.getException())
                    .rootCause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stalled after");
            assertThat(stalling.isGivenUpWithin(10)).isTrue();
        }
    }

    @Test
    void closesTheStreamAtTheEndOfTheExchange() {
        request("direct:unread", null, Map.of(ClioConstants.ID, document("letter.pdf", FILE)));

        InputStream stream = (InputStream) body.get();

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    private long document(String name, byte[] file) {
        long id = clio.records("documents")
                .create("{\"name\":\"" + name + "\",\"filename\":\"" + name + "\"}")
                .id();
        clio.files().give("documents", id, Content.of(file));
        return id;
    }

    private static void count(Exchange exchange) throws IOException {
        InputStream stream = exchange.getMessage().getBody(InputStream.class);
        byte[] buffer = new byte[64 * 1024];
        long count = 0;
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            boolean passesHalf = count < LARGE / 2 && count + read >= LARGE / 2;
            count += read;
            if (passesHalf) {
                exchange.getMessage().setHeader("most", usedMemory());
            }
        }
        exchange.getMessage().setBody(count);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = "%PDF-".getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[length];
        new Random(1).nextBytes(all);
        System.arraycopy(bytes, 0, all, 0, bytes.length);
        return all;
    }
}
