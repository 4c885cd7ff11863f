package dev.regard.image;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.tensor.FloatTensor;
import java.util.Arrays;

/** What each channel of a model's input holds, and where in the tensor. */
record InputChannels(Preprocessing preprocessing) {

    private static final int COLOURS = 3;
    private static final int OPAQUE = 255;

    /** A picture as its channels are taken from: in colour, or grey where the model reads no colours. */
    Samples samples(Pixels picture) {
        return inColour() ? Samples.rgb(picture) : Samples.grey(picture);
    }

    /** The samples of a channel, one a pixel. */
    byte[] plane(Samples samples, int channel) {
        byte[] plane = new byte[samples.width() * samples.height()];
        if (isAlpha(channel)) {
            Arrays.fill(plane, (byte) OPAQUE);
            return plane;
        }
        for (int i = 0, in = sampleOf(channel); i < plane.length; i++, in += samples.channels()) {
            plane[i] = samples.bytes()[in];
        }
        return plane;
    }

    /** Which sample of a pixel becomes this channel, and the other way round. */
    int sampleOf(int channel) {
        if (!inColour()) {
            return 0;
        }
        return preprocessing.channelOrder() == ChannelOrder.BGR ? 2 - channel : channel;
    }

    private boolean inColour() {
        return preprocessing.channels() == COLOURS || preprocessing.channels() == COLOURS + 1;
    }

    private boolean isAlpha(int channel) {
        return inColour() && channel == COLOURS;
    }

    /** Normalizes the samples of a channel, one a pixel, into a tensor of one picture. */
    void put(byte[] plane, int channel, FloatTensor tensor) {
        float[] values = values(channel);
        int out = start(channel, plane.length);
        for (byte sample : plane) {
            tensor.values()[out] = values[sample & 0xff];
            out += step();
        }
    }

    /** The samples of a channel that became the first picture of a tensor. */
    byte[] plane(FloatTensor tensor, int channel, int pixels) {
        byte[] plane = new byte[pixels];
        int in = start(channel, pixels);
        for (int i = 0; i < pixels; i++, in += step()) {
            double rescaled = tensor.values()[in] * std(channel) + mean(channel);
            plane[i] = (byte) Math.clamp(Math.round(rescaled / preprocessing.rescaleFactor()), 0, 255);
        }
        return plane;
    }

    /** What each of the 256 samples becomes in a channel. */
    private float[] values(int channel) {
        float[] values = new float[256];
        for (int sample = 0; sample < values.length; sample++) {
            values[sample] = (float) ((sample * preprocessing.rescaleFactor() - mean(channel)) / std(channel));
        }
        return values;
    }

    private double mean(int channel) {
        return preprocessing.mean().isEmpty() ? 0 : preprocessing.mean().get(channel);
    }

    private double std(int channel) {
        return preprocessing.std().isEmpty() ? 1 : preprocessing.std().get(channel);
    }

    /** Where a channel begins in a tensor of so many pixels. */
    private int start(int channel, int pixels) {
        return channelsFirst() ? channel * pixels : channel;
    }

    /** How far the next pixel of a channel is. */
    private int step() {
        return channelsFirst() ? 1 : preprocessing.channels();
    }

    boolean channelsFirst() {
        return preprocessing.layout() == Layout.NCHW;
    }
}
