package io.camelclio.component.api;

/**
 * Why a call to Clio did not give what was asked for: whose fault it is, Clio's own words, and what to do. Never holds a
 * token, a secret or a record.
 */
public class ClioException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The classes of failure and what each asks of the caller. */
    public enum Kind {
        INVALID_REQUEST("check fields, filters and body against Clio's reference"),
        CREDENTIALS("check client id, client secret and refresh token, and that they belong to this region"),
        FORBIDDEN("give the application the permission in Clio's developer portal and let the user authorise it again"),
        NOT_FOUND("the record is absent, or not visible to the user who authorised the application"),
        CONFLICT("the record is being changed; try again shortly"),
        VERSION_GONE("set apiVersion to a version that Clio still serves"),
        PRECONDITION_FAILED("the record changed since it was read; read it again"),
        RATE_LIMITED("the call may be repeated after the pause Clio asked for"),
        VENDOR_FAILURE("Clio failed; the call may be repeated later"),
        UNREACHABLE("Clio did not answer in time; check network and address, the call may be repeated"),
        UNEXPECTED_ANSWER("the answer is not what Clio's API documents; check that the address is Clio's");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }
    }

    private final Kind kind;
    private final int status;

    /**
     * @param status the HTTP status, 0 when there was no answer
     * @param what what happened, with the request's method and path
     */
    public ClioException(Kind kind, int status, String what) {
        super(what + ": " + kind.remedy);
        this.kind = kind;
        this.status = status;
    }

    public ClioException(Kind kind, String what, Throwable cause) {
        super(what + ": " + kind.remedy, cause);
        this.kind = kind;
        this.status = 0;
    }

    /** Whether the same call may succeed later, so that whatever needed it should be repeated. */
    public boolean isRepeatable() {
        return kind == Kind.RATE_LIMITED || kind == Kind.UNREACHABLE || kind == Kind.VENDOR_FAILURE;
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }
}
