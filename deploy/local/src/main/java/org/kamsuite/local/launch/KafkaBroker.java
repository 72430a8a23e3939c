package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.logging.LogManager;
import kafka.Kafka;
import kafka.tools.StorageTool;

/// Main class of the broker's process: gives the data folder its identity on first use, then runs Apache Kafka.
public final class KafkaBroker {

    private KafkaBroker() {}

    /// Expects the path of the server's properties and the cluster id.
    public static void main(String[] arguments) throws IOException {
        try (var logging = KafkaBroker.class.getResourceAsStream("/broker-logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        var properties = Path.of(arguments[0]).toString();
        var out = new PrintStream(System.out, true);
        int formatted = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", arguments[1], "-c", properties}, out);
        if (formatted != 0) {
            System.exit(formatted);
        }
        Kafka.main(new String[] {properties});
    }
}
