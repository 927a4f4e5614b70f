/**
 * Time in a test's hands: a clock that stands until it is moved, and a scheduler that runs what falls due as the clock
 * moves, on the test's own thread. A timeline of days passes at once and to the nanosecond.
 *
 * <pre>{@code
 * TestClock clock = new TestClock("2026-03-01T12:00:00Z");
 * HandDrivenScheduler scheduler = new HandDrivenScheduler(clock);
 * Reminder reminder = new Reminder(clock, scheduler);   // code that takes its time from a Clock and a scheduler
 *
 * scheduler.advance(Duration.ofDays(1));                // everything due by then has run, each task at its own time
 * }</pre>
 *
 * <p>The sandboxes of this test kit take such a clock too, so that both sides live in one time; Clio's takes the
 * scheduler, so that its retries come as that time passes. Whatever is left to other threads, such as HTTP calls, is
 * waited for where {@link io.camelclio.testkit.time.HandDrivenScheduler#beforeMoving} is told how.
 */
package io.camelclio.testkit.time;
