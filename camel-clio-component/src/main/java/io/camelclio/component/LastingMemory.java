package io.camelclio.component;

import io.camelclio.pull.progress.FollowedPlace;
import io.camelclio.pull.progress.FollowedPlaces;
import io.camelclio.pull.progress.KnownRecords;
import io.camelclio.pull.progress.RecordList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what keeps an endpoint's memory for longer than a process lives: what its option names, else the only bean of the
 * registry that is fit for it. Several such beans are an error, as nobody would notice which was taken, or that none was.
 */
public final class LastingMemory {

    /** The description of option {@code memory}. */
    public static final String MEMORY =
            "Name of the place that the route publishes to, such as its topic. Consumers that name the same place do not"
                    + " publish again what another has published there: those of this application, and, where the only"
                    + " bean of type FollowedPlaces in the registry follows the place, those of others. A change that is"
                    + " there counts as done, so writing there must be the last that the route does. Polls leave to a"
                    + " clio-webhook of the same place what may be under way to it (its option underWay). A consumer knows"
                    + " what itself has published only when not set.";

    private static final Logger LOG = LoggerFactory.getLogger(LastingMemory.class);

    private LastingMemory() {}

    /**
     * What keeps cursors.
     *
     * @param given what option {@code stateRepository} names, or null
     * @return empty where there is none, so that cursors are kept in memory
     * @throws IllegalArgumentException naming the beans if there are several
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Optional<StateRepository<String, String>> ofCursors(
            CamelContext context, StateRepository<String, String> given) {
        return given != null
                ? Optional.of(given)
                : only(context, StateRepository.class, any -> true, "keep cursors", nameByOption("stateRepository"))
                        .map(found -> (StateRepository<String, String>) found.getValue());
    }

    /**
     * The place where changes are published, if it is followed.
     *
     * @param name as option {@code memory} gives it
     * @throws IllegalArgumentException naming the beans if several follow places
     */
    static Optional<FollowedPlace> ofPlace(CamelContext context, String name) {
        return only(context, FollowedPlaces.class, any -> true, "follow places", "leave one of them in the registry")
                .flatMap(found -> found.getValue().place(name));
    }

    /**
     * What keeps what is known of a list.
     *
     * @param given what option {@code knownRecords} names, or null
     * @return empty where there is none, so that it is kept in memory
     * @throws IllegalArgumentException if the given one does not keep the list; naming the beans if several do
     */
    public static Optional<KnownRecords> of(RecordList list, CamelContext context, KnownRecords given) {
        if (given != null && !given.keeps(list)) {
            throw new IllegalArgumentException("What option knownRecords names does not keep the list " + list.name()
                    + ", which goes to " + list.destination().orElse("no place that option memory names")
                    + (list.whole() ? "" : " and is narrowed by a filter or by words to search for")
                    + "; leave the option out to keep it in memory");
        }
        if (given != null) {
            return Optional.of(given);
        }
        Optional<Map.Entry<String, KnownRecords>> only = only(
                context,
                KnownRecords.class,
                known -> known.keeps(list),
                "keep what is known of the list " + list.name(),
                nameByOption("knownRecords"));
        only.ifPresent(found -> LOG.info(
                "What is known of the list {} is kept by the bean {}, which option maxKnownRecords does not bound",
                list.name(),
                found.getKey()));
        return only.map(Map.Entry::getValue);
    }

    private static String nameByOption(String option) {
        return "name one of them by option " + option;
    }

    private static <T> Optional<Map.Entry<String, T>> only(
            CamelContext context, Class<T> type, Predicate<T> isFit, String what, String remedy) {
        Map<String, T> fit = new TreeMap<>(context.getRegistry().findByTypeWithName(type));
        fit.values().removeIf(isFit.negate());
        if (Set.copyOf(fit.values()).size() > 1) {
            throw new IllegalArgumentException("The beans " + fit.keySet() + " could each " + what + "; " + remedy);
        }
        return fit.entrySet().stream().findFirst();
    }
}
