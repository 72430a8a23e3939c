package org.kamsuite.platform.rest;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/// A page for spreadsheets. The text has no place for the next cursor, so the `Link` header alone tells it.
public record CsvPage(String text, String nextCursor) implements Paged {

    /// Writes the text.
    @Provider
    public static class Writer implements MessageBodyWriter<CsvPage> {

        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
            return type == CsvPage.class;
        }

        @Override
        public void writeTo(
                CsvPage page,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType media,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write(page.text().getBytes(StandardCharsets.UTF_8));
        }
    }
}
