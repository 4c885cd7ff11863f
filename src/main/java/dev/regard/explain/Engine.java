package dev.regard.explain;

/**
 * What all requests share.
 *
 * @param sessions    in memory
 * @param device      whose turn it is
 * @param throughputs what is known of how fast the sessions are
 * @param load        what is going on
 */
record Engine(Sessions sessions, DeviceSlot device, Throughputs throughputs, Load load) {

    static Engine of(Sessions sessions) {
        return new Engine(sessions, new DeviceSlot(), new Throughputs(), new Load());
    }
}
