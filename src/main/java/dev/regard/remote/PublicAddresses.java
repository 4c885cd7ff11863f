package dev.regard.remote;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that everybody can reach, by the registries of special addresses that IANA keeps (RFC 6890). Of IPv6 only
 * what is given out for the internet counts as public, so that forms nobody has thought of are none.
 */
final class PublicAddresses {

    private static final List<AddressRange> NOT_PUBLIC = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // between a provider and its customers; metadata of a cloud, too
            "127.0.0.0/8", // this machine
            "168.63.129.16/32", // metadata of a cloud, though it looks public
            "169.254.0.0/16", // this link; metadata of most clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // of protocols
            "192.0.2.0/24", // of documentation
            "192.88.99.0/24", // of relays from IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // of benchmarks
            "198.51.100.0/24", // of documentation
            "203.0.113.0/24", // of documentation
            "224.0.0.0/4", // many at once
            "240.0.0.0/4", // reserved; all at once
            "2001::/23", // of protocols, Teredo's among them, which hold an IPv4 address
            "2001:db8::/32", // of documentation
            "2002::/16", // 6to4, which holds an IPv4 address
            "3fff::/20"); // of documentation

    private static final AddressRange GIVEN_OUT = AddressRange.of("2000::/3");

    /** How a network without IPv4 names the servers that have nothing else: by their address behind this. */
    private static final AddressRange TRANSLATED = AddressRange.of("64:ff9b::/96");

    private static final int IPV4_BYTES = 4;

    private PublicAddresses() {}

    /** Whether an address is one of them. */
    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return contain(
                TRANSLATED.contains(bytes)
                        ? Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length)
                        : bytes);
    }

    private static boolean contain(byte[] address) {
        boolean isGivenOut = address.length == IPV4_BYTES || GIVEN_OUT.contains(address);
        return isGivenOut && NOT_PUBLIC.stream().noneMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... notations) {
        return Stream.of(notations).map(AddressRange::of).toList();
    }
}
