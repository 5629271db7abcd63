package dev.ferry.endpoint.wsman.soap;

import dev.ferry.cim.CimStatus;
import java.util.Optional;

/**
 * Why a request is not served.
 *
 * @param code {@code s:Sender}, {@code s:Receiver}, {@code s:MustUnderstand} or {@code s:VersionMismatch}
 * @param subcode with its prefix; "" for none
 * @param detail the last part of the URI of the detail; "" for none
 * @param windowsCode the number by which Windows knows it
 * @param status what CIM says of it, if it is a matter of CIM
 */
public record Fault(
        String code, String subcode, String detail, long windowsCode, Optional<CimStatus> status, String reason) {
    private static final long UNREACHABLE = 2_150_858_752L;
    private static final long NO_ACTION = 2_150_858_754L;
    private static final long BAD_PARAMETER = 2_150_858_778L;
    private static final long TIMED_OUT = 2_150_858_793L;
    private static final long DENIED = 5;
    /** What WMI calls a failure that has no name of its own; its other numbers follow. */
    private static final long WMI_FAILED = 0x80041001L;

    /** How it travels up to whoever answers. */
    public static final class Thrown extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Fault fault;

        public Thrown(Fault fault) {
            super(fault.reason());
            this.fault = fault;
        }

        public Fault fault() {
            return fault;
        }
    }

    public Thrown thrown() {
        return new Thrown(this);
    }

    static Fault sender(String subcode, String detail, long windowsCode, String reason) {
        return new Fault("s:Sender", subcode, detail, windowsCode, Optional.empty(), reason);
    }

    public static Fault unreadable(String reason) {
        return sender("wsman:SchemaValidationError", "", BAD_PARAMETER, reason);
    }

    public static Fault otherVersion() {
        return new Fault(
                "s:VersionMismatch", "", "", BAD_PARAMETER, Optional.empty(), "only envelopes of SOAP 1.2 are read");
    }

    public static Fault lacksHeader(String name) {
        return sender("wsa:MessageInformationHeaderRequired", "", BAD_PARAMETER, "the header " + name + " is missing");
    }

    public static Fault notUnderstood(String name) {
        return new Fault(
                "s:MustUnderstand",
                "",
                "",
                BAD_PARAMETER,
                Optional.empty(),
                "the header " + name + " is not known here");
    }

    public static Fault noSuchAction(String action) {
        return sender("wsa:ActionNotSupported", "", NO_ACTION, "the action " + action + " is not served here");
    }

    public static Fault noSuchResource(String reason) {
        return sender("wsa:DestinationUnreachable", "InvalidResourceURI", UNREACHABLE, reason);
    }

    public static Fault differentNamespaces(String one, String other) {
        return sender(
                "wsman:InvalidSelectors",
                "UnexpectedSelectors",
                2_150_859_067L,
                "the resource URI is of the namespace " + one + ", the selector of " + other);
    }

    public static Fault lacksSelectors(String reason) {
        return sender("wsman:InvalidSelectors", "InsufficientSelectors", 2_150_858_842L, reason);
    }

    public static Fault unexpectedSelector(String reason) {
        return sender("wsman:InvalidSelectors", "UnexpectedSelectors", 2_150_858_843L, reason);
    }

    public static Fault ambiguousSelectors(String reason) {
        return sender("wsman:InvalidSelectors", "AmbiguousSelectors", 2_150_858_846L, reason);
    }

    public static Fault duplicateSelector(String name) {
        return sender(
                "wsman:InvalidSelectors",
                "DuplicateSelectors",
                BAD_PARAMETER,
                "the selector " + name + " is there twice");
    }

    public static Fault unknownDialect(String dialect) {
        return sender(
                "wsen:FilterDialectRequestedUnavailable",
                "",
                wmi(CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED),
                "filters in " + dialect + " are not served: use WQL, CQL, a selector filter or an association filter");
    }

    public static Fault badFilter(String reason) {
        return sender("wsen:CannotProcessFilter", "", wmi(CimStatus.INVALID_QUERY), reason);
    }

    public static Fault unknownContext() {
        return sender(
                "wsen:InvalidEnumerationContext",
                "",
                wmi(CimStatus.INVALID_ENUMERATION_CONTEXT),
                "this enumeration context is not one of yours, or too old: enumerate again");
    }

    public static Fault badParameter(String reason) {
        return sender("wsman:InvalidParameter", "", BAD_PARAMETER, reason);
    }

    public static Fault unsupported(String detail, String reason) {
        return sender("wsman:UnsupportedFeature", detail, BAD_PARAMETER, reason);
    }

    public static Fault unknownCharacters(String reason) {
        return sender("wsman:EncodingLimit", "CharacterSet", BAD_PARAMETER, reason);
    }

    public static Fault tooLarge(String detail, String reason) {
        return sender("wsman:EncodingLimit", detail, BAD_PARAMETER, reason);
    }

    public static Fault timedOut() {
        return new Fault(
                "s:Receiver",
                "wsman:TimedOut",
                "",
                TIMED_OUT,
                Optional.empty(),
                "there was no answer within the operation timeout; what was asked may be done all the same");
    }

    public static Fault internal() {
        return new Fault(
                "s:Receiver",
                "wsman:InternalError",
                "",
                wmi(CimStatus.FAILED),
                Optional.of(CimStatus.FAILED),
                "an error of this program kept it from answering; its log tells more");
    }

    /** What CIM refused, in the words of this protocol. */
    public static Fault of(CimStatus status, String reason) {
        Fault like =
                switch (status) {
                    case INVALID_NAMESPACE, INVALID_CLASS, NOT_FOUND -> noSuchResource(reason);
                    case METHOD_NOT_FOUND, METHOD_NOT_AVAILABLE, NOT_SUPPORTED ->
                        sender("wsa:ActionNotSupported", "", NO_ACTION, reason);
                    case ACCESS_DENIED -> sender("wsman:AccessDenied", "", DENIED, reason);
                    case INVALID_PARAMETER, TYPE_MISMATCH, NO_SUCH_PROPERTY -> badParameter(reason);
                    case INVALID_QUERY, FILTERED_ENUMERATION_NOT_SUPPORTED -> badFilter(reason);
                    case QUERY_LANGUAGE_NOT_SUPPORTED ->
                        sender("wsen:FilterDialectRequestedUnavailable", "", wmi(status), reason);
                    case INVALID_ENUMERATION_CONTEXT, PULL_HAS_BEEN_ABANDONED, PULL_CANNOT_BE_ABANDONED ->
                        sender("wsen:InvalidEnumerationContext", "", wmi(status), reason);
                    case ALREADY_EXISTS -> sender("wsman:AlreadyExists", "", wmi(status), reason);
                    case SERVER_LIMITS_EXCEEDED -> sender("wsman:QuotaLimit", "", wmi(status), reason);
                    case INVALID_OPERATION_TIMEOUT -> sender("wsman:TimedOut", "", TIMED_OUT, reason);
                    case FAILED,
                            CLASS_HAS_CHILDREN,
                            CLASS_HAS_INSTANCES,
                            INVALID_SUPERCLASS,
                            NAMESPACE_NOT_EMPTY,
                            CONTINUATION_ON_ERROR_NOT_SUPPORTED,
                            SERVER_IS_SHUTTING_DOWN ->
                        new Fault("s:Receiver", "wsman:InternalError", "", wmi(status), Optional.empty(), reason);
                };
        return new Fault(like.code(), like.subcode(), like.detail(), like.windowsCode(), Optional.of(status), reason);
    }

    /** The number that WMI has for it. */
    static long wmi(CimStatus status) {
        return switch (status) {
            case NOT_FOUND -> 0x80041002L;
            case ACCESS_DENIED -> 0x80041003L;
            case TYPE_MISMATCH -> 0x80041005L;
            case SERVER_LIMITS_EXCEEDED -> 0x80041006L;
            case INVALID_ENUMERATION_CONTEXT, PULL_HAS_BEEN_ABANDONED, PULL_CANNOT_BE_ABANDONED -> 0x80041007L;
            case INVALID_PARAMETER, NO_SUCH_PROPERTY, INVALID_OPERATION_TIMEOUT -> 0x80041008L;
            case NOT_SUPPORTED, FILTERED_ENUMERATION_NOT_SUPPORTED, CONTINUATION_ON_ERROR_NOT_SUPPORTED -> 0x8004100CL;
            case INVALID_SUPERCLASS -> 0x8004100DL;
            case INVALID_NAMESPACE -> 0x8004100EL;
            case INVALID_CLASS -> 0x80041010L;
            case INVALID_QUERY -> 0x80041017L;
            case QUERY_LANGUAGE_NOT_SUPPORTED -> 0x80041018L;
            case ALREADY_EXISTS -> 0x80041019L;
            case METHOD_NOT_FOUND, METHOD_NOT_AVAILABLE -> 0x8004102EL;
            case FAILED, CLASS_HAS_CHILDREN, CLASS_HAS_INSTANCES, NAMESPACE_NOT_EMPTY, SERVER_IS_SHUTTING_DOWN ->
                WMI_FAILED;
        };
    }
}
