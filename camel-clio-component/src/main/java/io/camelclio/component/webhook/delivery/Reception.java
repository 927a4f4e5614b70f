package io.camelclio.component.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all paths share where this component reads requests itself.
 *
 * @param executor where signatures are checked and routes are started; refuses more than it has room for
 * @param bodyTimeout how long a sender may take for its body
 * @param space where bodies are held until they are answered
 */
public record Reception(Executor executor, Duration bodyTimeout, BodySpace space) {}
