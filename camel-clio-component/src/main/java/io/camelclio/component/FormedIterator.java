package io.camelclio.component;

import io.camelclio.component.api.ClioException;
import java.util.Iterator;
import org.apache.camel.RuntimeCamelException;

/** Gives what another iterator reads the form that the route asked for, one element at a time. */
final class FormedIterator<T> implements Iterator<Object> {

    private final Iterator<T> source;
    private final Form<T> form;

    FormedIterator(Iterator<T> source, Form<T> form) {
        this.source = source;
        this.form = form;
    }

    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public Object next() {
        try {
            return form.of(source.next());
        } catch (ClioException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** One element's form. */
    interface Form<T> {
        Object of(T element) throws ClioException;
    }
}
