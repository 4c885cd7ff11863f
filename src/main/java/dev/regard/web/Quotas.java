package dev.regard.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each client may still ask for: so many a minute, counted anew when its minute is over. Remembers no more clients
 * than memory is meant for: of too many, the one whose minute began first is forgotten. For one thread.
 */
final class Quotas {

    static final int WINDOW_SECONDS = 60;

    private static final long WINDOW_MILLIS = 1000L * WINDOW_SECONDS;
    private static final int MOST_CLIENTS = 10_000;

    private final int perMinute;
    private final LongSupplier nowMillis;
    /** The one whose minute began first comes first. */
    private final Map<String, Window> windows = new LinkedHashMap<>();

    /** A client's minute. */
    private static final class Window {
        private final long end;
        private int taken;

        private Window(long end) {
            this.end = end;
        }
    }

    /**
     * @param perMinute how much; 0: as much as anybody likes
     * @param nowMillis a clock
     */
    Quotas(int perMinute, LongSupplier nowMillis) {
        this.perMinute = perMinute;
        this.nowMillis = nowMillis;
    }

    boolean isLimited() {
        return perMinute > 0;
    }

    int perMinute() {
        return perMinute;
    }

    /** Takes one, even where none is left. */
    void take(String client) {
        if (isLimited()) {
            window(client).taken++;
        }
    }

    int left(String client) {
        return Math.max(0, perMinute - window(client).taken);
    }

    /** When its minute is over. */
    long millisLeft(String client) {
        return window(client).end - nowMillis.getAsLong();
    }

    /** How long to wait for the next one; 0 where it can be had at once. */
    long waitMillis(String client) {
        return isLimited() && left(client) == 0 ? millisLeft(client) : 0;
    }

    private Window window(String client) {
        long now = nowMillis.getAsLong();
        Window known = windows.get(client);
        if (known != null && known.end > now) {
            return known;
        }
        windows.remove(client);
        if (windows.size() == MOST_CLIENTS) {
            windows.remove(windows.keySet().iterator().next());
        }
        Window begun = new Window(now + WINDOW_MILLIS);
        windows.put(client, begun);
        return begun;
    }
}
