package dev.regard.web;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What comes over the wire while somebody looks at a page: as many bytes as arrive, headers included and packed as they are. */
final class Wire {

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();

    /** Watches a page from now on. */
    static Wire of(Page page) {
        Wire wire = new Wire();
        CDPSession session = page.context().newCDPSession(page);
        session.on("Network.requestWillBeSent", wire::asked);
        session.on("Network.loadingFinished", wire::arrived);
        session.on("Network.webSocketCreated", socket -> wire.addresses.put(id(socket), text(socket, "url")));
        session.on("Network.webSocketFrameReceived", wire::received);
        session.send("Network.enable");
        return wire;
    }

    /** All bytes of what has such addresses. */
    long bytes(Predicate<String> address) {
        return bytes.entrySet().stream()
                .filter(each -> address.test(addresses.get(each.getKey())))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Whether everything that was asked for has the same host and port. */
    boolean isAllOf(URI server) {
        return addresses.values().stream()
                .map(URI::create)
                .filter(address -> address.getAuthority() != null)
                .allMatch(address -> address.getAuthority().equals(server.getAuthority()));
    }

    private void asked(JsonObject event) {
        addresses.put(id(event), event.getAsJsonObject("request").get("url").getAsString());
    }

    private void arrived(JsonObject event) {
        bytes.merge(id(event), event.get("encodedDataLength").getAsLong(), Long::sum);
    }

    private void received(JsonObject event) {
        bytes.merge(
                id(event),
                (long) text(event.getAsJsonObject("response"), "payloadData").length(),
                Long::sum);
    }

    private static String id(JsonObject event) {
        return text(event, "requestId");
    }

    private static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }
}
