package dev.ferry.storage.remote;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** What a node shows to others and by which it knows them, as it is now: certificates change while the node runs. */
@FunctionalInterface
public interface DataTls {
    SSLContext context() throws IOException, GeneralSecurityException;
}
