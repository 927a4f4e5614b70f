package io.camelclio.component.api;

/**
 * Why a call to Clio did not give what was asked for: whose fault it is, Clio's own words, the request's path and what to
 * do. Never holds a token, a secret or a record.
 */
public class ClioException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The classes of failure and what each asks of the caller. */
    public enum Kind {
        /** The caller's fault: Clio cannot read or will not accept what it was asked. */
        INVALID_REQUEST("check fields, filters and body against Clio's reference"),
        CREDENTIALS("check client id, client secret and refresh token, and that they belong to this region"),
        FORBIDDEN("give the application the permission in Clio's developer portal and let the user authorise it again"),
        NOT_FOUND("the record is absent, or not visible to the user who authorised the application"),
        CONFLICT("the record is being changed; try again shortly"),
        VERSION_GONE("set apiVersion to a version that Clio still serves"),
        PRECONDITION_FAILED("the record changed since it was read; read it again"),
        RATE_LIMITED("the call may be repeated after the pause Clio asked for"),
        /** Ours: the call was never made. */
        BUDGET_EXHAUSTED("the rate limit leaves no room for the call in time; ask less often, or allow more patience"),
        VENDOR_FAILURE("Clio failed; the call may be repeated later"),
        /** No connection: the call was surely not applied. */
        UNREACHABLE("Clio cannot be reached; check network and address, the call may be repeated"),
        /** The call was sent: whether Clio applied it is unknown. */
        NO_ANSWER("Clio did not answer in time; reading may be repeated, for a change look first whether it was made"),
        REDIRECTED(
                "Clio's API does not lead there; check that the address is Clio's and no proxy answers in its place"),
        HTML_PAGE("somebody else than Clio's API answered; check the address and any proxy on the way"),
        WRONG_CONTENT_TYPE("the answer is no JSON; check the address and any proxy on the way"),
        /** Of the storage behind Clio: the link is not, or no longer, good for what was asked. */
        LINK_REFUSED("the signed link is not good or no longer; the operation may be repeated and gets a new one"),
        TOO_LONG("no answer of Clio's has so many bytes; ask for fewer fields or smaller pages, or check the address"),
        MALFORMED_JSON("the answer is cut or broken; reading may be repeated"),
        UNEXPECTED_ANSWER("the answer is not what Clio's API documents; check that the address is Clio's");

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** What the caller can do about it. */
        public String remedy() {
            return remedy;
        }
    }

    private final Kind kind;
    private final int status;
    private final String request;
    private final String errorType;
    private final String errorMessage;

    /** @param what what happened, with the request's method and path */
    public ClioException(Kind kind, int status, String what) {
        this(kind, status, what, null);
    }

    public ClioException(Kind kind, String what, Throwable cause) {
        this(kind, 0, what, cause);
    }

    private ClioException(Kind kind, int status, String what, Throwable cause) {
        this(kind, null, status, what, cause);
    }

    /**
     * What became of one request other than an error of Clio's own.
     *
     * @param request method and path
     * @param what names the request too
     */
    ClioException(Kind kind, String request, int status, String what, Throwable cause) {
        super(what + ": " + kind.remedy, cause);
        this.kind = kind;
        this.status = status;
        this.request = request;
        this.errorType = null;
        this.errorMessage = null;
    }

    /** An answer of Clio that is an error; type and message are Clio's own, null where it gave none. */
    ClioException(Kind kind, int status, String request, String errorType, String errorMessage) {
        super(request + " was answered " + status + words(errorType) + words(errorMessage) + ": " + kind.remedy);
        this.kind = kind;
        this.status = status;
        this.request = request;
        this.errorType = errorType;
        this.errorMessage = errorMessage;
    }

    private ClioException(String what, ClioException step) {
        super(what + ": " + step.getMessage(), step.getCause());
        this.kind = step.kind;
        this.status = step.status;
        this.request = step.request;
        this.errorType = step.errorType;
        this.errorMessage = step.errorMessage;
        // The step itself is no cause: Camel would show the innermost of two exceptions of one type.
        setStackTrace(step.getStackTrace());
    }

    /**
     * The same failure with what it means for the whole that it was a step of.
     *
     * @param what what happened to the whole, and what is left of it
     */
    public ClioException during(String what) {
        return new ClioException(what, this);
    }

    private static String words(String words) {
        return words == null ? "" : " " + words;
    }

    /** Whether the same call may succeed later, so that whatever needed it should be repeated. */
    public boolean isRepeatable() {
        return switch (kind) {
            case RATE_LIMITED, BUDGET_EXHAUSTED, UNREACHABLE, NO_ANSWER, VENDOR_FAILURE, LINK_REFUSED, MALFORMED_JSON ->
                true;
            default -> false;
        };
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, 0 when there was no answer. */
    public int status() {
        return status;
    }

    /** Method and path, such as {@code GET /api/v4/activities.json}; null when no request was made for the call. */
    public String request() {
        return request;
    }

    /** Clio's own word for the error, such as {@code InvalidFields}; null where it gave none. */
    public String errorType() {
        return errorType;
    }

    /** Clio's own message, shortened; null where it gave none. */
    public String errorMessage() {
        return errorMessage;
    }
}
