package dev.ferry.endpoint;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is not even HTTP. Nothing of it is logged: it may be a password that was put in the wrong place. */
public final class UnreadRequests extends ParsingErrorHandler {
    /** Pekko finds the handler by the name of its class, and looks for a Scala object's only instance. */
    public static final UnreadRequests MODULE$ = new UnreadRequests();

    private UnreadRequests() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
        return HttpResponse.create().withStatus(status.intValue()).withEntity(error.summary() + "\n");
    }
}
