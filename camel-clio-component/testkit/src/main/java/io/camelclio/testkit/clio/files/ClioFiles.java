package io.camelclio.testkit.clio.files;

import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Routes;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.FirmRecords;
import io.camelclio.testkit.clio.storage.FileStorage;
import io.camelclio.testkit.clio.storage.StoredFile;
import io.camelclio.testkit.http.Content;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The files of documents, document templates, document archives and reports, and what may go wrong with them. They are
 * kept by a {@link FileStorage} with an address of its own, to which Clio only hands out links.
 */
public final class ClioFiles implements AutoCloseable {

    /**
     * What can be chosen about files and what is made of them.
     *
     * @param linkLife how long links to the storage are good, in whole seconds
     * @param keepUpTo the greatest number of bytes of a file kept in memory
     * @param smallestPart the least number of bytes of each part of an upload but the last
     * @param jobTime how long reports and archives are being made
     */
    public record Settings(Clock clock, Duration linkLife, long keepUpTo, long smallestPart, Duration jobTime) {}

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
    private final FirmRecords records;

    private ClioFiles(
            FileStorage storage,
            FirmRecords records,
            Function<String, ResourceEndpoint> endpoints,
            Settings settings,
            Random random) {
        this.storage = storage;
        this.records = records;
        downloads = new Downloads(storage);
        versions =
                new DocumentVersions(records.of("documents/{id}/versions"), storage, settings.smallestPart(), random);
        documents = new Documents(records, endpoints.apply("documents"), versions, downloads);
        templates = new DocumentTemplates(
                records.of("document_templates"), endpoints.apply("document_templates"), storage, downloads);
        archiveJobs = jobs("document_archives", endpoints, settings);
        archives = new DocumentArchives(records, endpoints.apply("document_archives"), versions, storage, archiveJobs);
        reportJobs = jobs("reports", endpoints, settings);
        reports = new Reports(
                records.of("reports").resource(),
                endpoints.apply("reports"),
                endpoints.apply("report_presets"),
                reportJobs);
    }

    /** Starts the storage on a free port. */
    public static ClioFiles start(
            FirmRecords records, Function<String, ResourceEndpoint> endpoints, Settings settings, Random random) {
        FileStorage storage =
                FileStorage.start(settings.clock(), settings.linkLife(), settings.keepUpTo(), random.nextLong());
        return new ClioFiles(storage, records, endpoints, settings, random);
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

    /** Puts the operations with files on their paths. */
    public void addTo(Routes routes) {
        documents.addTo(routes);
        templates.addTo(routes);
        archives.addTo(routes);
        reports.addTo(routes);
    }

    /** Stops the storage. Repeating it has no effect. */
    @Override
    public void close() {
        storage.close();
    }

    private Jobs jobs(String resource, Function<String, ResourceEndpoint> endpoints, Settings settings) {
        return new Jobs(
                resource,
                records.of(resource),
                endpoints.apply(resource),
                storage,
                downloads,
                settings.clock(),
                settings.jobTime());
    }

    private ClioRecord existing(String resource, long id) {
        if (!WITH_FILES.contains(resource)) {
            throw new IllegalArgumentException("Records of '" + resource + "' have no files; " + WITH_FILES + " have");
        }
        return records.of(resource)
                .find(id)
                .orElseThrow(() -> new IllegalArgumentException("The sandbox has no record " + id + " in " + resource));
    }
}
