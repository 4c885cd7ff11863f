package dev.regard.runtime;

import dev.regard.tensor.FloatTensor;

/** Copies of the activations of a layer, altered, in the order of the layer's own value. */
public final class AlteredActivations {

    private final FeatureLayout layout;
    private final float[] activations;
    private final int stride;

    /**
     * @param layout      how feature maps lie in them
     * @param activations of one picture, without the batch axis, tokens before the cells included
     */
    public AlteredActivations(FeatureLayout layout, FloatTensor activations) {
        this.layout = layout;
        this.activations = activations.values();
        this.stride = layout.stride(activations.shape());
    }

    /** How many numbers a copy has. */
    public int size() {
        return activations.length;
    }

    /** Writes a copy in which a channel is 0, in all tokens where it is made of tokens. */
    public void withoutChannel(int channel, float[] into, int offset) {
        System.arraycopy(activations, 0, into, offset, activations.length);
        int places = activations.length / layout.channels();
        for (int place = 0; place < places; place++) {
            into[offset + layout.at(channel, place, stride)] = 0;
        }
    }

    /** Writes a copy in which every number is taken times a factor. */
    public void scaled(float factor, float[] into, int offset) {
        for (int at = 0; at < activations.length; at++) {
            into[offset + at] = activations[at] * factor;
        }
    }

    /**
     * Writes a copy in which each cell is taken times its factor; tokens before the cells stay.
     *
     * @param factors [height * width]
     */
    public void scaledCells(float[] factors, float[] into, int offset) {
        System.arraycopy(activations, 0, into, offset, activations.length);
        int start = Math.max(0, layout.prefix());
        for (int channel = 0; channel < layout.channels(); channel++) {
            for (int cell = 0; cell < factors.length; cell++) {
                into[offset + layout.at(channel, start + cell, stride)] *= factors[cell];
            }
        }
    }

    /**
     * Writes a copy in which all cells are alike; tokens before the cells stay.
     *
     * @param channels the numbers of every cell, [channels]
     */
    public void uniform(float[] channels, float[] into, int offset) {
        System.arraycopy(activations, 0, into, offset, activations.length);
        int start = Math.max(0, layout.prefix());
        for (int channel = 0; channel < channels.length; channel++) {
            for (int cell = 0; cell < layout.cells(); cell++) {
                into[offset + layout.at(channel, start + cell, stride)] = channels[channel];
            }
        }
    }
}
