package dev.regard.remote;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses behind the name of a server. */
@FunctionalInterface
public interface Resolver {

    /** All of them, the preferred one first; fails where there is none. */
    Future<List<InetAddress>> resolve(String host);
}
