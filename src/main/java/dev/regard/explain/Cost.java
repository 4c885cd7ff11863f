package dev.regard.explain;

/**
 * What a request costs on this device.
 *
 * @param forwards in forward passes of one picture: those that it takes, and for all that is not a whole forward pass as
 *     many as take the same time
 * @param millis   in milliseconds, when nobody else wants the device
 */
public record Cost(double forwards, double millis) {

    Cost plus(Cost more) {
        return new Cost(forwards + more.forwards, millis + more.millis);
    }

    Cost times(double factor) {
        return new Cost(forwards * factor, millis * factor);
    }
}
