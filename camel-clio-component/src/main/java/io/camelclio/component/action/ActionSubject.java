package io.camelclio.component.action;

import io.camelclio.component.catalogue.Catalogue;
import io.camelclio.component.catalogue.Resource;

/** The records on whose pages a custom action can stand (Clio, "Custom Actions"). */
public enum ActionSubject {
    activities,
    contacts,
    documents,
    folders,
    matters;

    Resource resource() {
        return Catalogue.clio().resource(name());
    }
}
