package org.kamsuite.platform.rest;

/// An answer that is a page of something: its `Link` header tells where the next one is.
public interface Paged {

    /// Where the next page starts; null on the last one.
    String nextCursor();
}
