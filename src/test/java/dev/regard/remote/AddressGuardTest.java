package dev.regard.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "0.255.255.255", // this network
                "10.0.0.0",
                "10.20.30.40",
                "10.255.255.255", // private
                "100.64.0.0",
                "100.100.100.200",
                "100.127.255.255", // of providers; metadata
                "127.0.0.0",
                "127.0.0.1",
                "127.1.2.3",
                "127.255.255.255", // this machine
                "168.63.129.16", // metadata
                "169.254.0.0",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.255.255", // this link; metadata
                "172.16.0.0",
                "172.17.0.1",
                "172.31.255.255", // private
                "192.0.0.0",
                "192.0.0.192",
                "192.0.0.255",
                "192.0.2.1",
                "192.88.99.1", // protocols, documentation, relays
                "192.168.0.0",
                "192.168.1.1",
                "192.168.255.255", // private
                "198.18.0.0",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7", // benchmarks, documentation
                "224.0.0.0",
                "224.0.0.251",
                "239.255.255.255", // many at once
                "240.0.0.0",
                "250.1.2.3",
                "255.255.255.255", // reserved, all at once
                "::",
                "::1",
                "::2", // none, this machine
                "::7f00:1",
                "::127.0.0.1",
                "::10.0.0.1",
                "::8.8.8.8", // compatible with IPv4
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b::ffff:ffff", // translated
                "64:ff9b:1::8.8.8.8",
                "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", // translated in one's own network
                "100::1",
                "100:0:0:1::1", // discarded
                "2001::1",
                "2001:0:7f00:1::",
                "2001:1::1",
                "2001:2::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2001:db8:ffff::1",
                "3fff::1",
                "3fff:fff::1", // documentation
                "2002::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "2002:808:808::1", // 6to4
                "4000::1",
                "5f00::1",
                "8000::1",
                "e000::1", // not given out
                "fc00::1",
                "fd00::1",
                "fd00:ec2::254",
                "fdff:ffff::1", // private; metadata
                "fe80::1",
                "febf::1",
                "fec0::1",
                "feff::1", // this link, this site
                "ff00::1",
                "ff02::1",
                "ff02::fb",
                "ff0e::1",
                "ffff::1" // many at once
            })
    void whatNotEverybodyCanReachIsNotPublic(String address) throws UnknownHostException {
        assertThat(AddressGuard.PUBLIC.allows(InetAddress.getByName(address), 443))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.0.3.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "203.0.114.0",
                "223.255.255.255",
                "2000::1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700:4700::1111",
                "3ffe::1",
                "64:ff9b::8.8.8.8"
            })
    void theRestOfTheInternetIs(String address) throws UnknownHostException {
        assertThat(AddressGuard.PUBLIC.allows(InetAddress.getByName(address), 443))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8"})
    void anAddressOfIpv4MappedIntoIpv6IsNone(String mapped) throws UnknownHostException {
        // Given
        byte[] bytes = new byte[16];
        bytes[10] = bytes[11] = -1;
        System.arraycopy(InetAddress.getByName(mapped).getAddress(), 0, bytes, 12, 4);
        // Then
        assertThat(AddressGuard.PUBLIC.allows(Inet6Address.getByAddress("mapped", bytes, 0), 443))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 22, 25, 53, 81, 3306, 5432, 6379, 9200, 11211, 65535})
    void onlyThePortsOfTheWebAreUsual(int port) throws UnknownHostException {
        assertThat(AddressGuard.PUBLIC.allows(InetAddress.getByName("8.8.8.8"), port))
                .isFalse();
    }

    @Test
    void aRangeEndsInTheMiddleOfAByte() throws UnknownHostException {
        // Given
        AddressRange range = AddressRange.of("100.64.0.0/10");
        // Then
        assertThat(range.contains(InetAddress.getByName("100.127.255.255").getAddress()))
                .isTrue();
        assertThat(range.contains(InetAddress.getByName("100.128.0.0").getAddress()))
                .isFalse();
    }
}
