package org.kamsuite.local.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `./kam demo`: the suite with a made-up company in it, and a report.
@Command(name = "demo", mixinStandardHelpOptions = true, description = "Feeds a made-up company and reports on it.")
public final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
