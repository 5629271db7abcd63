package dev.ferry.endpoint.cimxml.dsp0201;

/** No request of CIM-XML at all: it is refused by HTTP, and the header CIMError says which rule it breaks. */
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /** The words of DSP0200, and the status that goes with each. */
    public enum Rule {
        NOT_WELL_FORMED(400, "request-not-well-formed"),
        NOT_VALID(400, "request-not-valid"),
        CIM_VERSION(400, "unsupported-cim-version"),
        DTD_VERSION(400, "unsupported-dtd-version"),
        PROTOCOL_VERSION(400, "unsupported-protocol-version"),
        SEVERAL(501, "multiple-requests-unsupported"),
        OPERATION(501, "unsupported-operation");

        private final int status;
        private final String word;

        Rule(int status, String word) {
            this.status = status;
            this.word = word;
        }

        public int status() {
            return status;
        }

        public String word() {
            return word;
        }
    }

    private final Rule rule;

    public Unreadable(Rule rule, String message, Throwable cause) {
        super(message, cause);
        this.rule = rule;
    }

    public Unreadable(Rule rule, String message) {
        this(rule, message, null);
    }

    public Rule rule() {
        return rule;
    }
}
