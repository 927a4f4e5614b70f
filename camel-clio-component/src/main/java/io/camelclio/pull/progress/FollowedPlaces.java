package io.camelclio.pull.progress;

import java.util.Optional;

/**
 * The places that are followed. The only bean of this type in the registry is what consumers ask, beside their own memory,
 * whether a change has been published already, by another process say.
 */
@FunctionalInterface
public interface FollowedPlaces {

    /**
     * One of them; empty when that place is not followed. Never waits.
     *
     * @param name as option {@code memory} of those who publish there gives it
     */
    Optional<FollowedPlace> place(String name);
}
