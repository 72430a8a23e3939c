package org.kamsuite.local.imports;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import org.kamsuite.contracts.ContractJson;

/// Sends nothing; prints the first events as structured CloudEvents, one a line.
final class DryRun implements EventSink {
    private final PrintStream out;
    private int left;

    DryRun(PrintStream out, int show) {
        this.out = out;
        this.left = show;
    }

    @Override
    public void send(ImportEvent event) {
        if (left <= 0) {
            return;
        }
        left--;
        try {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("specversion", "1.0")
                    .put("id", event.id().toString())
                    .put("source", event.source())
                    .put("type", event.type().name())
                    .put("subject", event.subject())
                    .put("time", event.time().toString())
                    .put("datacontenttype", "application/json")
                    .set("data", ContractJson.mapper().readTree(event.data()));
            out.println(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
