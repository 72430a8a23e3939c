package org.kamsuite.receivables.input;

/// Patterns for texts in request bodies: no control characters, which neither the database nor a spreadsheet takes.
public final class Texts {

    /// Of one line.
    public static final String LINE = "[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*";

    public static final String LINE_MESSAGE = "must have no control characters";

    /// With line breaks and tabs.
    public static final String LINES = "[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F\\uD800-\\uDFFF]*";

    public static final String LINES_MESSAGE = "must have no control characters but line breaks and tabs";

    /// The name of an ERP.
    public static final String SYSTEM = "[A-Za-z0-9][A-Za-z0-9._-]*";

    public static final String SYSTEM_MESSAGE = "must be letters, digits, '.', '_' or '-'";

    private Texts() {}
}
