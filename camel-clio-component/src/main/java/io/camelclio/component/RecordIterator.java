package io.camelclio.component;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records of a list one by one, whatever page they are on. */
final class RecordIterator implements Iterator<byte[]> {

    private final PageIterator pages;
    private Iterator<byte[]> page = Collections.emptyIterator();

    RecordIterator(PageIterator pages) {
        this.pages = pages;
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && pages.hasNext()) {
            page = pages.next().iterator();
        }
        return page.hasNext();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The list has no more records");
        }
        return page.next();
    }
}
