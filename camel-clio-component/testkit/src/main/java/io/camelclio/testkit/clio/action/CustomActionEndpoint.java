package io.camelclio.testkit.clio.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelclio.testkit.clio.api.ApiError;
import io.camelclio.testkit.clio.api.Conditions;
import io.camelclio.testkit.clio.api.ResourceEndpoint;
import io.camelclio.testkit.clio.api.Writing;
import io.camelclio.testkit.clio.records.ClioRecord;
import io.camelclio.testkit.clio.records.ClioRecords;
import io.camelclio.testkit.http.Request;
import io.camelclio.testkit.http.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The links an app puts into Clio's pages, each of which belongs to the user whose token created it: no two of one user
 * have both place and label in common (Clio, "Custom Actions"). The refusals' wording is ours.
 */
final class CustomActionEndpoint implements Writing {

    private static final Set<String> PLACES =
            Set.of("activities/show", "documents/show", "contacts/show", "matters/show", "folders/show");

    private final ClioRecords records;
    private final ResourceEndpoint plain;
    private final long firstUser;
    private final Map<Long, Long> owners = new HashMap<>();

    /** The first user owns the links that a test creates without a token. */
    CustomActionEndpoint(ClioRecords records, ResourceEndpoint plain, long firstUser) {
        this.records = records;
        this.plain = plain;
        this.firstUser = firstUser;
    }

    @Override
    public synchronized Response create(Request request, long user) {
        plain.selection(request);
        ObjectNode fields = plain.attributes(request, records.resource().create());
        check(fields, user, 0);
        owners.keySet().removeIf(id -> records.find(id).isEmpty());
        ClioRecord action = records.create(fields);
        owners.put(action.id(), user);
        return Conditions.answer(request, action, plain.one(201, request, action));
    }

    @Override
    public synchronized Response update(Request request, long id) {
        ObjectNode fields = plain.existing(id).json();
        fields.setAll(ResourceEndpoint.data(request));
        check(fields, owner(id), id);
        return plain.update(request, id);
    }

    /** The user a link belongs to. */
    synchronized long owner(long id) {
        return owners.getOrDefault(id, firstUser);
    }

    ClioRecord existing(long id) {
        return records.find(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The sandbox has no custom action " + id + "; create one under custom_actions first"));
    }

    private void check(ObjectNode fields, long user, long self) {
        if (fields.path("label").asText("").isBlank()) {
            throw ApiError.unprocessable("label can't be blank");
        }
        if (!PLACES.contains(fields.path("ui_reference").asText())) {
            throw ApiError.unprocessable("ui_reference is not included in the list");
        }
        if (!isWebAddress(fields.path("target_url"))) {
            throw ApiError.unprocessable("target_url is invalid");
        }
        boolean taken = records.all().stream()
                .filter(other -> other.id() != self && owner(other.id()) == user)
                .anyMatch(other -> same(other, fields, "ui_reference") && same(other, fields, "label"));
        if (taken) {
            throw ApiError.unprocessable("label has already been taken");
        }
    }

    private static boolean same(ClioRecord other, ObjectNode fields, String name) {
        return fields.get(name).equals(other.fields().get(name));
    }

    private static boolean isWebAddress(JsonNode url) {
        try {
            URI address = URI.create(url.asText());
            return address.getHost() != null && Set.of("http", "https").contains(address.getScheme());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
