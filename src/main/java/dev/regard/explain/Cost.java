package dev.regard.explain;

/**
 * What a request costs on this device.
 *
 * @param forwards in plain forward passes of one picture
 * @param millis   in milliseconds, when nobody else wants the device
 */
public record Cost(double forwards, double millis) {}
