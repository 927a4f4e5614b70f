package io.camelclio.component.api;

import io.camelclio.component.api.ClioException.Kind;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Resource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the client does with each kind of failure, asked of the client itself, for the documentation. */
public final class FailureFacts {

    private static final Resource RESOURCE = Catalogue.clio().resource("webhooks");

    private FailureFacts() {}

    /** The statuses from 400 to 499 that are of this kind. */
    public static List<Integer> statuses(Kind kind) {
        return IntStream.range(400, 500)
                .filter(status -> ClioErrors.of("GET /", status, new byte[0]).kind() == kind)
                .boxed()
                .toList();
    }

    /** The methods whose calls are made again by the client after a failure of this kind. */
    public static List<String> repeatedMethods(Kind kind) {
        return Stream.of(
                        ClioOperation.get,
                        ClioOperation.create,
                        ClioOperation.update,
                        ClioOperation.delete,
                        ClioOperation.activate)
                .map(RESOURCE::operation)
                .filter(operation -> new Repetition(() -> 0)
                        .pause(
                                ClioCall.of(RESOURCE.path(), operation, "webhooks"),
                                new ClioException(kind, 0, "A call"),
                                0)
                        .isPresent())
                .map(operation -> operation.method())
                .toList();
    }
}
