package io.camelclio.app.sandbox;

import io.camelclio.app.settings.Given;
import io.camelclio.app.settings.Part;
import java.util.Set;

/** Plays vendors and broker for a run of the application; found as a service when it is on the class path. */
public interface SandboxLauncher {

    /** Starts the named parts. Fails with a message for a person, for example when a port is taken. */
    PlayedParts launch(Set<Part> parts, Given given) throws Exception;
}
