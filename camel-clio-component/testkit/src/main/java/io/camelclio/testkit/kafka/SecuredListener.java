package io.camelclio.testkit.kafka;

import io.camelclio.testkit.net.LoopbackPorts;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/**
 * A broker's listener as a cautious company has it: TLS, SASL with SCRAM-SHA-512, and ACLs that allow what they name and
 * nothing else. Certificate and passwords are made for this broker alone and go with it.
 */
public final class SecuredListener {

    private static final String NAME = "SECURED";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int ITERATIONS = 4096;

    private final BrokerCertificate certificate = new BrokerCertificate();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private String openServers;
    private int port;

    SecuredListener() {}

    /** Makes ready for a start of the broker; the port stays the same from the first start on. */
    void open(String openServers) {
        if (port == 0) {
            port = LoopbackPorts.free();
        }
        this.openServers = openServers;
        certificate.create();
    }

    String listener() {
        return NAME + "://" + bootstrapServers();
    }

    String protocol() {
        return NAME + ":SASL_SSL";
    }

    Map<String, String> brokerSettings() {
        String prefix = "listener.name." + NAME.toLowerCase(Locale.ROOT) + ".";
        return Map.of(
                prefix + "sasl.enabled.mechanisms",
                MECHANISM,
                prefix + MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                prefix + "ssl.keystore.type",
                "PKCS12",
                prefix + "ssl.keystore.location",
                certificate.keyStore().toString(),
                prefix + "ssl.keystore.password",
                certificate.password(),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The other listeners know no user: the broker's own talk, and the test's.
                "super.users",
                "User:ANONYMOUS");
    }

    /** Value for a client's {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + port;
    }

    /**
     * The settings with which a user logs in, {@code bootstrap.servers} not among them. The user is made at the first
     * call, with no right at all.
     *
     * @param user name of the user; its principal is {@code User:<name>}
     */
    public Map<String, String> clientOf(String user) {
        String password = passwords.computeIfAbsent(user, this::create);
        return settings(user, password);
    }

    private Map<String, String> settings(String user, String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(user, password),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.trustStore().toString());
    }

    private String create(String user) {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        String password = HexFormat.of().formatHex(secret);
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password)))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            awaitLogin(user, password);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The embedded Kafka broker did not take the user " + user, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the user " + user, e);
        }
        return password;
    }

    /** Kafka tells its listeners of a user a moment after it has accepted it, and a client does not ask twice. */
    private void awaitLogin(String user, String password)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Object> settings = new HashMap<>(settings(user, password));
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try (Admin admin = Admin.create(settings)) {
                admin.describeCluster().nodes().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof SaslAuthenticationException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** Allows what these ACLs say, and returns when the broker knows them. */
    public void allow(List<AclBinding> acls) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try (Admin admin = admin()) {
            admin.createAcls(acls).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            while (!admin.describeAcls(AclBindingFilter.ANY)
                    .values()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .containsAll(acls)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("The embedded Kafka broker does not show the ACLs " + acls);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The embedded Kafka broker did not take the ACLs " + acls, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for ACLs", e);
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, openServers));
    }

    void close() {
        certificate.delete();
    }
}
