package io.camelclio.testkit.clio;

import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.clio.storage.StoredFile;
import io.camelclio.testkit.http.Content;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The files of documents, document templates, document archives and reports, and what may go wrong with them. They are
 * kept by a {@link FileStorage} with an address of its own, to which Clio only hands out links.
 */
public final class ClioFiles {

    private static final Set<String> WITH_FILES =
            new TreeSet<>(Set.of("documents", "document_templates", "document_archives", "reports"));

    private final FileStorage storage;
    private final Downloads downloads;
    private final DocumentVersions versions;
    private final Documents documents;
    private final DocumentTemplates templates;
    private final Jobs archiveJobs;
    private final DocumentArchives archives;
    private final Jobs reportJobs;
    private final Reports reports;
    private final Map<String, ClioRecords> records;

    ClioFiles(
            FileStorage storage,
            Map<String, ClioRecords> records,
            Function<String, ResourceEndpoint> endpoints,
            long smallestPart,
            Clock clock,
            Duration jobTime,
            Random random) {
        this.storage = storage;
        this.records = records;
        downloads = new Downloads(storage);
        versions = new DocumentVersions(records.get("documents/{id}/versions"), storage, smallestPart, random);
        documents = new Documents(records, endpoints.apply("documents"), versions, downloads);
        templates = new DocumentTemplates(
                records.get("document_templates"), endpoints.apply("document_templates"), storage, downloads);
        archiveJobs = jobs("document_archives", endpoints, clock, jobTime);
        archives = new DocumentArchives(records, endpoints.apply("document_archives"), versions, storage, archiveJobs);
        reportJobs = jobs("reports", endpoints, clock, jobTime);
        reports = new Reports(
                records.get("reports").resource(),
                endpoints.apply("reports"),
                endpoints.apply("report_presets"),
                reportJobs);
    }

    /** The storage, with its own address, request log and faults. */
    public FileStorage storage() {
        return storage;
    }

    /**
     * Gives a record a file, as if it had been uploaded or made: a new version of a document, the file of a template, the
     * outcome of an archive or a report.
     *
     * @param resource {@code documents}, {@code document_templates}, {@code document_archives} or {@code reports}
     * @param id the record
     * @param content the file, which need not be in memory
     * @throws IllegalArgumentException if there is no such record, or records of the resource have no files
     */
    public void give(String resource, long id, Content content) {
        ClioRecord record = existing(resource, id);
        switch (resource) {
            case "documents" -> documents.give(record, content);
            case "document_templates" -> templates.store(record, content);
            case "document_archives" -> archiveJobs.give(id, content, MediaTypes.of("archive.zip"));
            default -> reportJobs.give(id, content, Reports.mediaType(record.fields()));
        }
    }

    /**
     * The file behind a record, of a document that of its latest complete version.
     *
     * @param resource {@code documents}, {@code document_templates}, {@code document_archives} or {@code reports}
     * @param id the record
     * @return the file, or empty if the record has none
     * @throws IllegalArgumentException if there is no such record, or records of the resource have no files
     */
    public Optional<StoredFile> find(String resource, long id) {
        ClioRecord record = existing(resource, id);
        return switch (resource) {
            case "documents" ->
                versions.latestUploaded(id).flatMap(version -> storage.find(DocumentVersions.path(version.fields())));
            case "document_templates" -> storage.find(DocumentTemplates.path(record));
            case "document_archives" -> storage.find(archiveJobs.path(id));
            default -> storage.find(reportJobs.path(id));
        };
    }

    /**
     * Answers the next attempts to mark a document fully uploaded with {@code UploadTimeoutError}.
     *
     * @param times how many attempts
     */
    public void timeOutVerifications(int times) {
        documents.timeOutVerifications(times);
    }

    /**
     * Redirects the next downloads to another address than the storage's, which Clio does not do: a client must not
     * follow a link it cannot trust.
     *
     * @param times how many downloads
     * @param location the whole {@code Location}
     */
    public void misdirectDownloads(int times, URI location) {
        downloads.misdirect(times, location);
    }

    void addTo(Routes routes) {
        documents.addTo(routes);
        templates.addTo(routes);
        archives.addTo(routes);
        reports.addTo(routes);
    }

    private Jobs jobs(String resource, Function<String, ResourceEndpoint> endpoints, Clock clock, Duration time) {
        return new Jobs(resource, records.get(resource), endpoints.apply(resource), storage, downloads, clock, time);
    }

    private ClioRecord existing(String resource, long id) {
        if (!WITH_FILES.contains(resource)) {
            throw new IllegalArgumentException("Records of '" + resource + "' have no files; " + WITH_FILES + " have");
        }
        return records.get(resource)
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException("The sandbox has no record " + id + " in " + resource));
    }
}
