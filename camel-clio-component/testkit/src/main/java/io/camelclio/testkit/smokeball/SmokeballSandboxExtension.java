package io.camelclio.testkit.smokeball;

import io.camelclio.testkit.junit.SandboxExtension;

/**
 * Plays Smokeball for JUnit 5 tests: one account for the class as a static field, a fresh one for each test as any other.
 *
 * <pre>{@code
 * @RegisterExtension
 * final SmokeballSandboxExtension smokeball = SmokeballSandboxExtension.empty();
 * }</pre>
 */
public final class SmokeballSandboxExtension extends SandboxExtension<SmokeballSandbox> {

    private static final int MATTERS = 5;
    private static final int OF_EACH = 3;

    private SmokeballSandboxExtension(SmokeballSandbox.Builder settings, boolean populated) {
        super(() -> start(settings, populated));
    }

    /** An account without records, at a Smokeball with the vendor's own settings. */
    public static SmokeballSandboxExtension empty() {
        return with(SmokeballSandbox.builder());
    }

    /**
     * The account of a small invented law firm, the same each time: matters with fees, expenses and tasks, contacts, staff
     * and activity codes.
     */
    public static SmokeballSandboxExtension populated() {
        return new SmokeballSandboxExtension(SmokeballSandbox.builder(), true);
    }

    /**
     * An account without records, at a Smokeball with settings of your own.
     *
     * @param settings taken when the sandbox starts
     */
    public static SmokeballSandboxExtension with(SmokeballSandbox.Builder settings) {
        return new SmokeballSandboxExtension(settings, false);
    }

    private static SmokeballSandbox start(SmokeballSandbox.Builder settings, boolean populated) {
        SmokeballSandbox smokeball = settings.start();
        if (populated) {
            populate(smokeball);
        }
        return smokeball;
    }

    private static void populate(SmokeballSandbox smokeball) {
        smokeball.collection("staff").addAll(OF_EACH);
        smokeball.collection("contacts").addAll(OF_EACH);
        smokeball.collection("tasks").addAll(OF_EACH);
        smokeball.activityCodes().addAll(OF_EACH);
        for (String matter : smokeball.collection("matters").addAll(MATTERS)) {
            smokeball.collection("fees").under(matter).addAll(OF_EACH);
            smokeball.collection("expenses").under(matter).addAll(OF_EACH);
        }
    }
}
