package io.camelclio.component.action;

import io.camelclio.component.ClioComponent;
import io.camelclio.component.EndpointOptions;
import io.camelclio.pull.rate.MonotonicClock;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Receives clicks on Clio's custom actions. One memory of nonces serves all actions, so that none is good at two. */
@Component("clio-action")
public class ClioActionComponent extends DefaultComponent {

    private SeenNonces seen = new SeenNonces(new MonotonicClock());

    public ClioActionComponent() {}

    public ClioActionComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ClioActionEndpoint endpoint = new ClioActionEndpoint(uri, this, remaining);
        endpoint.setUsers(PropertiesHelper.extractProperties(parameters, "user."));
        options().checkWords(parameters);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, String optionPrefix) {
        options().refuse(parameters.keySet());
        super.validateParameters(uri, parameters, optionPrefix);
    }

    private EndpointOptions options() {
        return new EndpointOptions(getCamelContext(), "clio-action");
    }

    /** The component that knows all accounts. */
    ClioComponent clio() {
        return getCamelContext().getComponent("clio", ClioComponent.class);
    }

    SeenNonces seen() {
        return seen;
    }

    void clock(Clock clock) {
        seen = new SeenNonces(clock);
    }
}
