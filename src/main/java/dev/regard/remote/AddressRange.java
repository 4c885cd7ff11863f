package dev.regard.remote;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.IntStream;

/** The addresses that begin with the same bits, such as {@code 10.0.0.0/8}. */
final class AddressRange {

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** From its usual notation. */
    static AddressRange of(String notation) {
        int slash = notation.indexOf('/');
        try {
            // An address in digits is not looked up anywhere.
            byte[] first = InetAddress.getByName(notation.substring(0, slash)).getAddress();
            return new AddressRange(first, Integer.parseInt(notation.substring(slash + 1)));
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException(notation, malformed);
        }
    }

    /** Whether an address of the same family lies within. */
    boolean contains(byte[] address) {
        return address.length == first.length
                && IntStream.range(0, bits).allMatch(i -> bit(address, i) == bit(first, i));
    }

    private static int bit(byte[] address, int index) {
        return address[index / 8] >> (7 - index % 8) & 1;
    }
}
