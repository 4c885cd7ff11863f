package dev.regard.remote;

import java.util.stream.Stream;

/**
 * Addresses that lead inwards, or could. {@code {port}} is where the inner server listens, and a name is followed by what it
 * resolves to, behind a blank.
 */
final class HostileAddresses {

    private static final String[] ADDRESSES = {
        // this machine
        "http://127.0.0.1/",
        "http://127.0.0.2:{port}/",
        "https://127.0.0.2:{port}/",
        "http://127.0.0.2.:{port}/",
        "http://127.127.127.127/",
        "http://0.0.0.0/",
        "http://0.0.0.0:{port}/",
        "http://[::]:{port}/",
        "http://[::1]:{port}/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
        // in disguise
        "http://2130706434:{port}/",
        "http://0x7f000002:{port}/",
        "http://0x7F.0.0.2:{port}/",
        "http://0x7f.0x0.0x0.0x2:{port}/",
        "http://017700000002:{port}/",
        "http://0177.0.0.2:{port}/",
        "http://0177.0.0.02:{port}/",
        "http://127.2:{port}/",
        "http://127.0.2:{port}/",
        "http://127.000.000.002:{port}/",
        "http://0:{port}/",
        "http://4294967295/",
        "http://9999999999/",
        "http://127.0.0.2.0:{port}/",
        // IPv4 within IPv6
        "http://[::ffff:127.0.0.2]:{port}/",
        "http://[::ffff:7f00:2]:{port}/",
        "http://[0:0:0:0:0:ffff:127.0.0.2]:{port}/",
        "http://[::127.0.0.2]:{port}/",
        "http://[::ffff:0:127.0.0.2]/",
        "http://[64:ff9b::127.0.0.2]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::7f00:2]/",
        "http://[2002:7f00:2::1]/",
        "http://[2001:0:7f00:2::]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::ffff:169.254.169.254]/",
        // networks around it
        "http://10.0.0.1/",
        "http://10.255.255.254/",
        "http://172.16.0.1/",
        "http://172.17.0.1:2375/containers/json",
        "http://172.31.255.254/",
        "http://192.168.0.1/",
        "http://192.168.255.254/",
        "http://100.64.0.1/",
        "http://[fc00::1]/",
        "http://[fd12:3456:789a::1]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        // metadata of clouds
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.170.2/v2/credentials",
        "http://100.100.100.200/latest/meta-data/",
        "http://192.0.0.192/opc/v1/instance/",
        "http://168.63.129.16/machine?comp=goalstate",
        "http://[fd00:ec2::254]/latest/meta-data/",
        "http://2852039166/latest/meta-data/",
        "http://0xa9fea9fe/latest/meta-data/",
        // many at once, and what nobody has
        "http://224.0.0.1/",
        "http://239.255.255.250:1900/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://[ff02::1]/",
        "http://192.0.2.1/",
        "http://198.18.0.1/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
        "http://192.88.99.1/",
        "http://[2001:db8::1]/",
        "http://[100::1]/",
        // names
        "http://localhost:{port}/ 127.0.0.2",
        "http://LOCALHOST.:{port}/ 127.0.0.2",
        "http://ip6-localhost:{port}/ ::1",
        "http://127.0.0.2.nip.example:{port}/ 127.0.0.2",
        "http://inner.example:{port}/ 127.0.0.2",
        "http://mapped.example:{port}/ ::ffff:127.0.0.2",
        "http://metadata.google.internal/computeMetadata/v1/ 169.254.169.254",
        "http://router.example/ 192.168.1.1",
        "http://zero.example:{port}/ 0.0.0.0",
        "http://translated.example/ 64:ff9b::10.0.0.1",
        "http://unique-local.example/ fd00::1",
        "http://intranet/ 10.1.2.3"
    };

    private HostileAddresses() {}

    static Stream<String> all() {
        return Stream.of(ADDRESSES);
    }

    /** What the name in it resolves to; nothing where it holds none. */
    static String[] behind(String address) {
        int blank = address.indexOf(' ');
        return blank < 0 ? new String[0] : new String[] {address.substring(blank + 1)};
    }
}
