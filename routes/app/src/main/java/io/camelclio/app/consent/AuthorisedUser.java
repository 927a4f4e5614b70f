package io.camelclio.app.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelclio.component.api.ClioAnswer;
import io.camelclio.component.api.ClioCall;
import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.ClioOperation;
import io.camelclio.component.catalogue.Operation;
import io.camelclio.pull.http.Query;
import java.io.IOException;

/** Who authorised the application, in words that are safe to print. */
public record AuthorisedUser(String name, String account) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public AuthorisedUser {
        name = printable(name);
        account = printable(account);
    }

    /** Asks Clio for it. */
    public static ClioCall question() {
        Operation whoAmI = Catalogue.clio().resource("users").operation(ClioOperation.who_am_i);
        return ClioCall.of("users", whoAmI, whoAmI.path()).query(new Query().with("fields", "name,account{name}"));
    }

    /**
     * @param answer to {@link #question}
     * @throws IOException when it cannot be read
     */
    public static AuthorisedUser of(ClioAnswer answer) throws IOException {
        JsonNode user = JSON.readTree(answer.record());
        return new AuthorisedUser(
                user.path("name").asText(""), user.path("account").path("name").asText(""));
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "");
    }

    @Override
    public String toString() {
        String who = name.isEmpty() ? "a user without a name" : name;
        return account.isEmpty() ? who : who + " of " + account;
    }
}
