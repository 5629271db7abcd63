package dev.ferry.endpoint.wsman.soap;

/** The names that the standards give to things. */
public final class Uris {
    public static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    public static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    public static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    public static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
    public static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    public static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
    public static final String COMMON = "http://schemas.dmtf.org/wbem/wscim/1/common";
    public static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
    public static final String IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    public static final String ANONYMOUS = ADDRESSING + "/role/anonymous";
    public static final String FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";
    public static final String WINDOWS_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
    public static final String CIM_ERROR = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Error";

    /** The name of the selector that tells the namespace. */
    public static final String NAMESPACE_SELECTOR = "__cimnamespace";

    /** The name of the selector that tells which class's declaration is wanted. */
    public static final String CLASS_SELECTOR = "ClassName";

    private Uris() {}
}
