package org.kamsuite.contracts;

/// A value that the event contract does not allow. Thrown by the canonical constructors of the records and by
/// [ContractJson#read]; never a surprise of the program, always a mistake in what was sent.
public final class ContractViolation extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /// The path of the whole document.
    public static final String DOCUMENT = "$";

    private final String field;
    private final String problem;

    /// @param field the JSON path inside the record that refused it, for example `lines[2].quantity`
    /// @param problem what is wrong and what is expected, for example `must be greater than 0, but is -5`
    public ContractViolation(String field, String problem) {
        this.field = field;
        this.problem = problem;
        super(field + ": " + problem);
    }

    /// The JSON path of the refused value, such as `lines[2].quantity`; [#DOCUMENT] for the whole document.
    public String field() {
        return field;
    }

    /// What is wrong and what is expected, without the path. [#getMessage] is `field: problem`.
    public String problem() {
        return problem;
    }

    /// The same violation as seen from the record that holds this one under `parent`.
    public ContractViolation within(String parent) {
        if (parent.isEmpty()) {
            return this;
        }
        if (field.isEmpty() || field.equals(DOCUMENT)) {
            return new ContractViolation(parent, problem);
        }
        return new ContractViolation(field.startsWith("[") ? parent + field : parent + "." + field, problem);
    }
}
