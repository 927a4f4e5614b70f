package io.camelclio.app.check;

import io.camelclio.app.smokeball.collection.Collection;
import io.camelclio.app.smokeball.collection.Collections;
import io.camelclio.app.smokeball.connection.NothingSentException;
import io.camelclio.app.smokeball.connection.SmokeballConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpResponse;

/** Whether an account at Smokeball lets us in, and gives us the collections that are read for the whole firm. */
public final class SmokeballCheck {

    private static final String AREA = "Smokeball";
    private static final int OK = 200;

    private final SmokeballConnection connection;
    private final Collections collections;
    private final Consumer<Finding> findings;

    /** @param connection started */
    public SmokeballCheck(SmokeballConnection connection, Collections collections, Consumer<Finding> findings) {
        this.connection = connection;
        this.collections = collections;
        this.findings = findings;
    }

    /** Asks each of the collections for one record; nobody is asked on after the token was refused. */
    public void run() throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        connection.live().configureHttpClient(builder);
        try (CloseableHttpClient http = builder.build()) {
            for (String entity : collections.entities()) {
                Collection collection = collections.of(entity);
                if (collections.isOn(entity) && collection.parents().isEmpty() && !mayRead(collection, http)) {
                    return;
                }
            }
        }
    }

    /** @return whether it is of use to ask on */
    private boolean mayRead(Collection collection, CloseableHttpClient http) {
        String list = connection.address() + "/" + collection.path();
        try {
            HttpGet request = new HttpGet(list + "?" + collection.query(0, 1, Optional.empty()));
            int status = http.execute(request, HttpResponse::getCode);
            findings.accept(
                    status == OK
                            ? Finding.ok(AREA, collection.path() + " can be read")
                            : Finding.wrong(AREA, refused(collection, status)));
            return true;
        } catch (NothingSentException e) {
            findings.accept(Finding.wrong(AREA, "nothing can be asked: " + e.getMessage()));
            return false;
        } catch (IOException e) {
            findings.accept(Finding.wrong(AREA, collection.path() + " cannot be read: " + e.getMessage()));
            return true;
        }
    }

    private static String refused(Collection collection, int status) {
        return collection.path() + " was answered " + status + "; grant the application the scope " + collection.scope()
                + " at Smokeball, or leave the collection out by smokeball.collections=default,-" + collection.entity();
    }
}
