package io.camelclio.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.storage.StoredFile;
import io.camelclio.testkit.http.Content;
import io.camelclio.testkit.http.Response;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClioUploadTest extends FileExchanges {

    private static final int MEGABYTE = 1024 * 1024;
    private static final byte[] FILE = "%PDF-1.7 a letter".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final long matter = clio.records("matters").create("{}").id();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String upload = "clio:documents?operation=upload&fields=id,name,size&resultAs=map";
                String inParts = "&multipartFrom=1&partSize=5242880";
                from("direct:upload").to(upload + "&parentType=Matter&parentId=" + matter);
                from("direct:hasty").to(upload + "&storageTimeout=300&parentType=Matter&parentId=" + matter);
                from("direct:parts").to(upload + inParts + "&parentType=Matter&parentId=" + matter);
                from("direct:large")
                        .streamCache("false")
                        .to(upload + inParts + "&parentType=Matter&parentId=" + matter);
                from("direct:headers").to(upload);
                from("file:" + folder + "/out?initialDelay=0&delay=50").to("direct:upload");
            }
        };
    }

    @Test
    void storesTheBodyAsADocumentAndGivesItsRecord() {
        Exchange answer = request("direct:upload", FILE, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        long id = id(answer);
        assertThat(answer.getMessage().getBody())
                .isEqualTo(Map.of("id", id, "name", "letter.pdf", "size", FILE.length));
        assertThat(stored(id)).isEqualTo(FILE);
        assertThat(document(id).json().at("/matter/id").asLong()).isEqualTo(matter);
        assertThat(document(id).json().at("/content_type").asText()).isEqualTo("application/pdf");
        assertThat(storageRequests("PUT")).isEqualTo(1);
        assertThat(apiRequests("POST", "documents")).isEqualTo(1);
        assertThat(apiRequests("PATCH", "documents/" + id)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void takesABodyOfAnyKindThatHasBytes(Object body) {
        Exchange answer = request("direct:upload", body, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(stored(id(answer))).isEqualTo(FILE);
    }

    static Stream<Object> bodies() throws IOException {
        Path file = Files.write(Files.createTempFile("letter", ".pdf"), FILE);
        file.toFile().deleteOnExit();
        return Stream.of(
                FILE, new String(FILE, StandardCharsets.UTF_8), new ByteArrayInputStream(FILE), file, file.toFile());
    }

    @Test
    void takesAFileThatAConsumerGives() throws IOException {
        Path written = Files.write(folder.resolve("letter.tmp"), FILE);
        Files.createDirectories(folder.resolve("out/sub"));
        Files.move(written, folder.resolve("out/letter.pdf"));

        await().untilAsserted(() -> assertThat(clio.records("documents").all())
                .extracting(
                        record -> record.json().path("name").asText(),
                        record -> record.json().path("size").asInt())
                .containsExactly(tuple("letter.pdf", FILE.length)));
    }

    @Test
    void takesNameParentAndTypeFromHeadersAndNoFolderFromAFileName() {
        long contact = clio.records("contacts").create("{\"name\":\"A\"}").id();

        Exchange named = request(
                "direct:headers",
                FILE,
                Map.of(
                        ClioConstants.PARENT_TYPE, "Contact",
                        ClioConstants.PARENT_ID, contact,
                        ClioConstants.DOCUMENT_NAME, "Letter",
                        ClioConstants.DOCUMENT_CONTENT_TYPE, "application/x-own",
                        Exchange.FILE_NAME, "other.pdf"));
        Exchange unnamed = request("direct:upload", FILE, name("../../folder/letter.pdf"));

        assertThat(document(id(named)).json().path("name").asText()).isEqualTo("Letter");
        assertThat(document(id(named)).json().path("content_type").asText()).isEqualTo("application/x-own");
        assertThat(document(id(named)).json().at("/contact/id").asLong()).isEqualTo(contact);
        assertThat(document(id(unnamed)).json().path("name").asText()).isEqualTo("letter.pdf");
    }

    @Test
    void makesANewVersionOfTheDocumentThatTheIdNames() {
        long id = id(request("direct:upload", FILE, name("letter.pdf")));

        Exchange answer = request(
                "direct:headers",
                "second".getBytes(StandardCharsets.UTF_8),
                Map.of(ClioConstants.ID, id, Exchange.FILE_NAME, "letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(id(answer)).isEqualTo(id);
        assertThat(stored(id)).asString(StandardCharsets.UTF_8).isEqualTo("second");
    }

    @Test
    void usesUpTheHeadersThatShapedIt() {
        long contact = clio.records("contacts").create("{}").id();

        Exchange answer = request(
                "direct:headers",
                FILE,
                Map.of(
                        ClioConstants.PARENT_TYPE,
                        "Contact",
                        ClioConstants.PARENT_ID,
                        contact,
                        ClioConstants.DOCUMENT_NAME,
                        "Letter",
                        "Mine",
                        "stays"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeaders())
                .containsEntry("Mine", "stays")
                .doesNotContainKeys(ClioConstants.PARENT_TYPE, ClioConstants.PARENT_ID, ClioConstants.DOCUMENT_NAME);
    }

    @Test
    void saysWhatAnUploadLacks() {
        assertThat(failure(request("direct:upload", FILE, Map.of())))
                .hasMessageContaining("documentName")
                .hasMessageContaining("CamelFileName");
        assertThat(failure(request("direct:headers", FILE, name("letter.pdf"))))
                .hasMessageContaining("parentType")
                .hasMessageContaining("parentId");
        assertThat(failure(request("direct:upload", null, name("letter.pdf"))))
                .hasMessageContaining("The message body is empty");
        assertThat(failure(request("direct:upload", folder.toFile(), name("letter.pdf")))
                        .kind())
                .isEqualTo(Kind.INVALID_REQUEST);
        assertThat(clio.records("documents").all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"partSize=5242879", "multipartFrom=0", "storageTimeout=0"})
    void refusesOptionsThatClioDoesNotAllow(String option) {
        String name = option.substring(0, option.indexOf('='));

        assertThatThrownBy(() -> context.getEndpoint("clio:documents?operation=upload&" + option)
                        .createProducer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option " + name + " is ");
    }

    @Test
    void sendsALargeFileInPartsWithTheirDigests() throws IOException {
        byte[] large = new byte[11 * MEGABYTE];
        new Random(1).nextBytes(large);
        Path file = Files.write(folder.resolve("large.bin"), large);

        Exchange answer = request("direct:parts", file, name("large.bin"));

        assertThat(answer.getException()).isNull();
        assertThat(storageRequests("PUT")).isEqualTo(3);
        StoredFile stored = clio.files().find("documents", id(answer)).orElseThrow();
        assertThat(stored.size()).isEqualTo(large.length);
        assertThat(stored.digest()).as("MD5 of the parts' MD5s").isEqualTo(digestOfParts(large, 5 * MEGABYTE));
    }

    @Test
    @Tag("full")
    void streamsMoreThanFiftyPartsWithoutHoldingThem() {
        long length = 256L * MEGABYTE;
        AtomicLong most = new AtomicLong();
        long before = usedMemory();

        Exchange answer = request("direct:large", watched(length, most), name("large.bin"));

        assertThat(answer.getException()).isNull();
        assertThat(clio.files().find("documents", id(answer)).orElseThrow().size())
                .isEqualTo(length);
        assertThat(storageRequests("PUT")).isEqualTo(52);
        assertThat(apiRequests("PATCH", "documents/" + id(answer)))
                .as("two parts more, and the confirmation")
                .isEqualTo(2);
        assertThat(most.get() - before)
                .as("live memory at the end of the stream, above that before it")
                .isLessThan(length / 4);
    }

    @Test
    void neverSendsTheTokenToTheStorage() {
        request("direct:upload", FILE, name("letter.pdf"));
        request("direct:parts", FILE, name("letter.pdf"));

        assertThat(storageRequests("PUT")).isEqualTo(2);
        assertThat(tokenReachedStorage()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:upload", "direct:parts"})
    void asksForAnotherLinkWhenOneHasExpired(String route) {
        clio.files().storage().expireNextLinks(1);

        Exchange answer = request(route, FILE, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(stored(id(answer))).isEqualTo(FILE);
        assertThat(storageRequests("PUT")).isEqualTo(2);
        assertThat(clio.records("documents").all()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:upload", "direct:parts"})
    void namesTheDocumentThatARefusedUploadLeaves(String route) {
        clio.files().storage().expireNextLinks(10);

        Exchange answer = request(route, FILE, name("letter.pdf"));

        long left = clio.records("documents").all().get(0).id();
        assertThat(failure(answer).kind()).isEqualTo(Kind.LINK_REFUSED);
        assertThat(failure(answer))
                .hasMessageContaining("document " + left)
                .hasMessageContaining("403 AccessDenied")
                .hasMessageContaining("nothing was deleted")
                .hasMessageNotContaining("X-Amz");
        assertThat(storageRequests("PUT")).isEqualTo(2);
    }

    @Test
    void sendsPartsAgainThatTheStorageFailedToTake() {
        clio.files().storage().faults().answerNext(1, 503);
        Exchange failed = request("direct:parts", new byte[6 * MEGABYTE], name("a.bin"));
        clio.files().storage().faults().dropNext(1);
        Exchange dropped = request("direct:parts", new byte[6 * MEGABYTE], name("b.bin"));

        assertThat(List.of(failed, dropped)).extracting(Exchange::getException).containsOnlyNulls();
        assertThat(clio.files().find("documents", id(dropped)).orElseThrow().size())
                .isEqualTo(6 * MEGABYTE);
    }

    @Test
    void givesUpAStorageThatTakesNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            String link = "http://127.0.0.1:" + silent.getLocalPort() + "/put";
            clio.faults().changeNext(2, answer -> withLink(answer, link), path -> path.startsWith("/api/v4/documents"));

            Exchange answer = request("direct:hasty", new byte[20 * MEGABYTE], name("letter.pdf"));

            assertThat(failure(answer).kind()).isEqualTo(Kind.NO_ANSWER);
            assertThat(failure(answer))
                    .hasMessageContaining("stalled on its way to Clio's storage after")
                    .hasMessageContaining("of 20971520 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://storage.example/put", "ftp://127.0.0.1/put", "", "::"})
    void sendsNothingByALinkThatIsNotSecure(String link) {
        clio.faults().changeNext(1, answer -> withLink(answer, link), path -> path.equals("/api/v4/documents.json"));

        Exchange answer = request("direct:upload", FILE, name("letter.pdf"));

        assertThat(failure(answer).kind()).isIn(Kind.REDIRECTED, Kind.UNEXPECTED_ANSWER);
        assertThat(storageRequests("PUT")).isZero();
    }

    @Test
    void confirmsAgainWhenClioRanOutOfTimeLookingForTheFile() {
        clio.files().timeOutVerifications(2);

        Exchange answer = request("direct:upload", FILE, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(apiRequests("PATCH", "documents/" + id(answer))).isEqualTo(3);
    }

    @Test
    void looksWhetherAConfirmationWithoutAnAnswerWasTaken() {
        clio.faults().dropAnswersOfNext(1, path -> path.startsWith("/api/v4/documents/"));

        Exchange answer = request("direct:upload", FILE, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(stored(id(answer))).isEqualTo(FILE);
        assertThat(apiRequests("PATCH", "documents/" + id(answer))).isEqualTo(1);
    }

    @Test
    void confirmsAgainWhenAConfirmationWasNotTaken() {
        clio.faults().answerNext(1, 502, path -> path.startsWith("/api/v4/documents/"));

        Exchange answer = request("direct:upload", FILE, name("letter.pdf"));

        assertThat(answer.getException()).isNull();
        assertThat(stored(id(answer))).isEqualTo(FILE);
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        long before = temporaryFiles();
        request("direct:upload", new ByteArrayInputStream(FILE), name("letter.pdf"));
        clio.files().storage().expireNextLinks(10);
        Exchange failed = request("direct:upload", new ByteArrayInputStream(FILE), name("letter.pdf"));

        assertThat(failed.getException()).isNotNull();
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static Map<String, Object> name(String name) {
        return Map.of(Exchange.FILE_NAME, name);
    }

    private static long id(Exchange answer) {
        return ((Number) ((Map<?, ?>) answer.getMessage().getBody()).get("id")).longValue();
    }

    private ClioRecord document(long id) {
        return clio.records("documents").find(id).orElseThrow();
    }

    private byte[] stored(long document) {
        Content content =
                clio.files().find("documents", document).orElseThrow().content().orElseThrow();
        try (InputStream bytes = content.open()) {
            return bytes.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Response withLink(Response answer, String link) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.withBody(body.replaceAll("\"put_url\":\"[^\"]*\"", "\"put_url\":\"" + link + "\"")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String digestOfParts(byte[] file, int size) {
        MessageDigest whole = md5();
        int parts = 0;
        for (int from = 0; from < file.length; from += size) {
            MessageDigest part = md5();
            part.update(file, from, Math.min(size, file.length - from));
            whole.update(part.digest());
            parts++;
        }
        return HexFormat.of().formatHex(whole.digest()) + "-" + parts;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Looks at the memory when its last byte has been read. */
    private static InputStream watched(long length, AtomicLong most) {
        return new FilterInputStream(ZeroContent.stream(length)) {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int read = super.read(bytes, offset, count);
                if (read < 0) {
                    most.set(usedMemory());
                }
                return read;
            }
        };
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long temporaryFiles() {
        String[] names = new File(System.getProperty("java.io.tmpdir"))
                .list((parent, name) -> name.startsWith("camel-clio-") && name.endsWith(".upload"));
        return names == null ? 0 : names.length;
    }
}
