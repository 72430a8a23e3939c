package org.kamsuite.local.launch;

/// Something that a person has to know and can act on: printed as it is, without a stack trace.
public class LaunchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LaunchFailure(String message) {
        super(message);
    }

    public LaunchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
