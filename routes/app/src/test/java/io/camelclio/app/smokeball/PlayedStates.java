package io.camelclio.app.smokeball;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;

/** States in memory, of which a null takes the key away, as on Kafka. */
final class PlayedStates extends ServiceSupport implements StateRepository<String, String> {

    private final Map<String, String> states = new ConcurrentHashMap<>();

    @Override
    public void setState(String key, String value) {
        states.compute(key, (any, before) -> value);
    }

    @Override
    public String getState(String key) {
        return states.get(key);
    }

    Set<String> keys(String prefix) {
        return states.keySet().stream().filter(key -> key.startsWith(prefix)).collect(Collectors.toSet());
    }
}
