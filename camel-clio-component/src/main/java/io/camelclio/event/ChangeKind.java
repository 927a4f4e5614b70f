package io.camelclio.event;

/**
 * The kinds of change a vendor tells apart. Created, updated and polled are one kind, {@link #STATE}, because a poll
 * cannot know which of them it sees and one identity must never carry two types.
 *
 * @param word what stands in the identity: {@code state}, {@code deleted} or a vendor's life-cycle event
 * @param typeWord what stands in {@code ce_type}: {@code changed}, {@code deleted} or the life-cycle event
 */
public record ChangeKind(String word, String typeWord) {

    public static final ChangeKind STATE = new ChangeKind("state", "changed");
    public static final ChangeKind DELETED = new ChangeKind("deleted", "deleted");

    /** A life-cycle event under the vendor's own name, such as {@code matter_closed}. */
    public static ChangeKind lifeCycle(String vendorEvent) {
        return new ChangeKind(vendorEvent, vendorEvent);
    }
}
