package io.camelclio.testkit.smokeball;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The accounts that the client may reach; the first one is meant where no id stands before a path. Thread-safe. */
final class Accounts {

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    synchronized void add(Account account) {
        accounts.put(account.id(), account);
    }

    synchronized Account main() {
        return accounts.values().iterator().next();
    }

    synchronized Account of(String id) {
        return accounts.get(id);
    }

    synchronized Set<String> ids() {
        return Set.copyOf(accounts.keySet());
    }
}
