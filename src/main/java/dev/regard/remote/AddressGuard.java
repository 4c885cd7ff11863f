package dev.regard.remote;

import java.net.InetAddress;
import java.util.Set;

/** Says which servers may be asked for a picture. */
@FunctionalInterface
public interface AddressGuard {

    /** Where the web is served: at other ports a visitor could knock at other people's doors in this server's name. */
    Set<Integer> USUAL_PORTS = Set.of(80, 443, 8080, 8443);

    /** Lets through what everybody can reach, at the usual ports. */
    AddressGuard PUBLIC = (address, port) -> USUAL_PORTS.contains(port) && PublicAddresses.contain(address);

    /** Whether a connection may be opened; asked of every address before it is connected to. */
    boolean allows(InetAddress address, int port);
}
