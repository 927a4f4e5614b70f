package io.camelclio.component.files;

/** A stretch of a file, in bytes. */
record Range(long from, long length) {}
