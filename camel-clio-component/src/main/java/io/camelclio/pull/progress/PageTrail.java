package io.camelclio.pull.progress;

import java.util.Objects;

/**
 * Notices paging links that lead in a circle, however long, while it remembers one of them: the remembered link is
 * renewed after 1, 2, 4, 8 ... steps, so that it lies on the circle sooner or later and comes by again (Brent's method).
 */
public final class PageTrail {

    private String remembered;
    private long steps;
    private long renewAfter = 1;

    /**
     * Goes one step on.
     *
     * @throws IllegalStateException when the link was followed before
     */
    public void follow(String link) {
        if (Objects.equals(link, remembered)) {
            throw new IllegalStateException("The pages of a list lead in a circle");
        }
        if (++steps == renewAfter) {
            remembered = link;
            renewAfter *= 2;
            steps = 0;
        }
    }
}
