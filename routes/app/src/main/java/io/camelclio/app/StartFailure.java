package io.camelclio.app;

import io.camelclio.app.settings.SettingsException;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToCreateRouteFromTemplateException;
import org.apache.camel.FailedToStartRouteException;

/**
 * Why Camel did not start, for a person: the reason lies at the bottom of Camel's wrappings, and the route that it belongs
 * to on the way there. The wrappings themselves are left out, since they repeat whole routes.
 */
final class StartFailure {

    private StartFailure() {}

    static SettingsException of(Exception failure) {
        if (failure instanceof SettingsException settings) {
            return settings;
        }
        String place = "";
        Throwable cause = failure;
        while (cause.getCause() != null) {
            place = place.isEmpty() ? placeOf(cause) : place;
            cause = cause.getCause();
        }
        place = place.isEmpty() ? placeOf(cause) : place;
        return new SettingsException(List.of(place + cause.getMessage()));
    }

    private static String placeOf(Throwable wrapping) {
        if (wrapping instanceof FailedToStartRouteException start) {
            return place(start.getRouteId(), start.getLocation());
        }
        if (wrapping instanceof FailedToCreateRouteException create) {
            return place(create.getRouteId(), create.getLocation());
        }
        if (wrapping instanceof FailedToCreateRouteFromTemplateException template) {
            return place(template.getRouteId(), null);
        }
        return "";
    }

    private static String place(String routeId, String location) {
        if (routeId == null) {
            return "";
        }
        return "Route " + routeId + (location == null ? "" : " (" + location + ")") + ": ";
    }
}
