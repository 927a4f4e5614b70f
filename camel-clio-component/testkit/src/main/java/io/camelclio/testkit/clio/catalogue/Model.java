package io.camelclio.testkit.clio.catalogue;

import java.util.Set;

/** What webhooks call a resource: its singular name, its number and the events it knows, the common ones first. */
public record Model(String name, int id, Set<String> events) {}
