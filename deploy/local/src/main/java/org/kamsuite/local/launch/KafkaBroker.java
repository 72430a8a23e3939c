package org.kamsuite.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.logging.LogManager;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/// Main class of the broker's process: gives the data folder its identity on first use, then runs Apache Kafka.
public final class KafkaBroker {

    /// What it prints when the broker has shut down in order.
    static final String LAST_WORDS = "The broker has stopped.";

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
        var server = new KafkaRaftServer(new KafkaConfig(Utils.loadProps(properties)), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.shutdown();
            out.println(LAST_WORDS);
        }));
        server.startup();
        server.awaitShutdown();
    }
}
