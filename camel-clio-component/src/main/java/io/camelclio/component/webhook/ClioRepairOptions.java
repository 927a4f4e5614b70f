package io.camelclio.component.webhook;

import io.camelclio.pull.progress.KnownRecords;
import java.time.Duration;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How gaps in the deliveries of a webhook are repaired. */
@UriParams
public class ClioRepairOptions {

    @UriParam(
            description =
                    "Whether changes that may not have been delivered are read from Clio: after a stop, an outage of more"
                            + " than half an hour, and whenever the subscription was not alive or not as it should be.",
            defaultValue = "true",
            label = "consumer")
    private boolean repair = true;

    @UriParam(
            description =
                    "What the very first start brings, when nothing is kept of an earlier one: now for what changes from"
                            + " then on, beginning for all records that there are, or a date or time such as 2026-03-01"
                            + " or 2026-03-01T12:00:00Z for what changed since. The subscription is made first, so that"
                            + " nothing is missed in between.",
            defaultValue = "now",
            label = "consumer")
    private String since = "now";

    @UriParam(
            description = "How long before the beginning of the last read the next one begins, so that clocks may"
                    + " differ and Clio may show records late. What it reads again is not handed over again.",
            javaType = "java.time.Duration",
            defaultValue = "600000",
            label = "consumer,advanced")
    private long overlap = Duration.ofMinutes(10).toMillis();

    @UriParam(
            description =
                    "How often what changed since the last read is read though nothing seems missed, so that what was lost"
                            + " unnoticed, on the way to another replica for instance, is there within that time and underWay."
                            + " 0 for only at a start and after a gap. It takes a call, more when more than 200 records changed."
                            + " Payments have no such list: they are found by a comparison.",
            javaType = "java.time.Duration",
            defaultValue = "3600000",
            label = "consumer")
    private long recheck = Duration.ofHours(1).toMillis();

    @UriParam(
            description =
                    "How often all records that Clio has are compared with those that are known, so that what nobody"
                            + " delivered is found, deletions too; also soon after each gap. 0 for never. It takes a call for"
                            + " each 200 records, and each record that differs is handed over.",
            javaType = "java.time.Duration",
            defaultValue = "86400000",
            label = "consumer")
    private long reconcile = Duration.ofDays(1).toMillis();

    @UriParam(
            description =
                    "How long the delivery of a change may be under way. Whatever reads, polls with the same memory too,"
                            + " leaves to deliveries what changed so lately, unless there was no subscription then, so that a"
                            + " newer change does not come before an older one; it is read afterwards. A comparison looks"
                            + " once more after this time before it takes a record for deleted. 0 for reading everything at"
                            + " once: then more changes come twice.",
            javaType = "java.time.Duration",
            defaultValue = "300000",
            label = "consumer,advanced")
    private long underWay = Duration.ofMinutes(5).toMillis();

    @UriParam(
            description =
                    "The most records that one comparison takes for deleted. When more are lacking, none is, and a warning"
                            + " says so: a user whose permissions shrank sees the same, and a deletion is final.",
            defaultValue = "100",
            label = "consumer,advanced")
    private int maxDeleted = 100;

    @UriParam(
            description =
                    "Name under which it is kept how far everything has arrived. Two consumers of one model and account"
                            + " need one each.",
            defaultValue = "clio/<connection>/webhooks/<model>",
            label = "consumer,advanced")
    private String cursor;

    @UriParam(
            description =
                    "Where it is kept how far everything has arrived. Without it, the only repository of the registry is"
                            + " used; without that, the memory, so that what changes while the application is stopped is"
                            + " not read.",
            label = "consumer")
    private StateRepository<String, String> stateRepository;

    @UriParam(
            description =
                    "Where it is kept which version of each record was confirmed. Without it, the only bean of its type in"
                            + " the registry is used; without that, the memory: then a comparison after a restart finds"
                            + " what was missed since that start only, and of several replicas each knows its own"
                            + " deliveries only.",
            label = "consumer,advanced")
    private KnownRecords knownRecords;

    @UriParam(
            description = "The most records whose versions are kept in memory. Comparing more of them is an error.",
            defaultValue = "100000",
            label = "consumer,advanced")
    private int maxKnownRecords = 100_000;

    public boolean isRepair() {
        return repair;
    }

    public void setRepair(boolean repair) {
        this.repair = repair;
    }

    public String getSince() {
        return since;
    }

    public void setSince(String since) {
        this.since = since;
    }

    public long getOverlap() {
        return overlap;
    }

    public void setOverlap(long overlap) {
        this.overlap = overlap;
    }

    public long getRecheck() {
        return recheck;
    }

    public void setRecheck(long recheck) {
        this.recheck = recheck;
    }

    public long getReconcile() {
        return reconcile;
    }

    public void setReconcile(long reconcile) {
        this.reconcile = reconcile;
    }

    public long getUnderWay() {
        return underWay;
    }

    public void setUnderWay(long underWay) {
        this.underWay = underWay;
    }

    public int getMaxDeleted() {
        return maxDeleted;
    }

    public void setMaxDeleted(int maxDeleted) {
        this.maxDeleted = maxDeleted;
    }

    public String getCursor() {
        return cursor;
    }

    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public KnownRecords getKnownRecords() {
        return knownRecords;
    }

    public void setKnownRecords(KnownRecords knownRecords) {
        this.knownRecords = knownRecords;
    }

    public int getMaxKnownRecords() {
        return maxKnownRecords;
    }

    public void setMaxKnownRecords(int maxKnownRecords) {
        this.maxKnownRecords = maxKnownRecords;
    }
}
