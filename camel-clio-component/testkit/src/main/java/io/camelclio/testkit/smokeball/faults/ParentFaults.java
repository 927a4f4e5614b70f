package io.camelclio.testkit.smokeball.faults;

import io.camelclio.testkit.http.Response;
import io.camelclio.testkit.smokeball.api.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Parents whose lists are refused, and matters that a user may not see. Each choice applies from the moment it is made.
 * Thread-safe.
 *
 * <p>That a restricted or deleted matter answers 403 or 404 is documented (Smokeball documentation, "Errors"); that it is
 * left out of lists for such a user is our reading of the {@code UserId} header ("Making requests").
 */
public final class ParentFaults {

    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> hidden = new ConcurrentHashMap<>();

    /**
     * Answers all lists below a record with a status, until {@link #admit}.
     *
     * @param parentId such as a matter's id
     * @param status 403 or 404
     */
    public void refuse(String parentId, int status) {
        refused.put(parentId, requireRefusal(status));
    }

    /**
     * Answers one list below a record with a status, until {@link #admit}.
     *
     * @param collection our name of the list, such as {@code fees}
     * @param parentId such as a matter's id
     * @param status 403 or 404
     */
    public void refuse(String collection, String parentId, int status) {
        refused.put(collection + "/" + parentId, requireRefusal(status));
    }

    /** Ends what {@link #refuse} began for a parent. */
    public void admit(String parentId) {
        refused.keySet().removeIf(key -> key.equals(parentId) || key.endsWith("/" + parentId));
    }

    /**
     * Hides a matter from a user: it is in no list for requests in that user's name, and its lists answer 403.
     *
     * @param userId the user, in the {@code UserId} header or behind the token
     * @param matterId the matter
     */
    public void hide(String userId, String matterId) {
        hidden.computeIfAbsent(userId, none -> ConcurrentHashMap.newKeySet()).add(matterId);
    }

    /** Whether a user may not see a record. */
    public boolean hides(String userId, String id) {
        return hidden.getOrDefault(userId, Set.of()).contains(id);
    }

    /** The refusal of a list or record below parents. */
    public Optional<Response> refusal(String collection, List<String> parents, String userId, String path) {
        for (String parent : parents) {
            Integer status = refused.getOrDefault(collection + "/" + parent, refused.get(parent));
            if (status != null) {
                return Optional.of(
                        status == 403
                                ? Problem.forbidden(path, "The record is restricted.")
                                : Problem.notFound(path, "The record does not exist."));
            }
            if (hides(userId, parent)) {
                return Optional.of(Problem.forbidden(path, "The user may not see the record."));
            }
        }
        return Optional.empty();
    }

    private static int requireRefusal(int status) {
        if (status != 403 && status != 404) {
            throw new IllegalArgumentException("Smokeball refuses a parent with 403 or 404, not " + status);
        }
        return status;
    }
}
