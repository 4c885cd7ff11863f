package dev.regard.image;

import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * Makes the JDK's reader draw a progressive JPEG once instead of once for each of its about ten scans, which takes a
 * third of the time. The reader has no setting for that, but libjpeg within it draws behind the scan it is told to wait
 * for, or behind the last one where there are fewer.
 *
 * <p>libjpeg decides when the first scan begins whether it smooths blocks whose details are still to come, and then would
 * smooth the finished picture too. It does not as long as it knows nothing of one component. So the frame gets a
 * component more, of which no scan speaks: a phantom.
 */
final class ProgressiveJpeg {

    /** The reader counts scans from 0 and libjpeg from 1; one more than this overflows to a scan before all others. */
    private static final int BEHIND_ALL_SCANS = Integer.MAX_VALUE;

    /** Where a frame counts its components, behind marker, length, precision, height and width. */
    private static final int COUNT = 9;

    /** An identifier that no encoder gives, no subsampling, quantization table 0. */
    private static final byte[] PHANTOM = {(byte) 0xff, 0x11, 0};

    private ProgressiveJpeg() {}

    static ImageReadParam drawnOnce(ImageReader reader) {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceProgressivePasses(BEHIND_ALL_SCANS, 1);
        return parameters;
    }

    /** The frame with a phantom. */
    static byte[] withPhantom(byte[] frame) {
        byte[] longer = new byte[frame.length + PHANTOM.length];
        System.arraycopy(frame, 0, longer, 0, frame.length);
        System.arraycopy(PHANTOM, 0, longer, frame.length, PHANTOM.length);
        int length = longer.length - 2;
        longer[2] = (byte) (length >> 8);
        longer[3] = (byte) length;
        longer[COUNT]++;
        return longer;
    }

    /** The samples without those of the phantom, which are the last of each pixel; in place as far as they go. */
    static byte[] withoutPhantom(byte[] samples, int components) {
        byte[] fewer = new byte[samples.length / (components + 1) * components];
        for (int in = 0, out = 0; out < fewer.length; in++) {
            for (int i = 0; i < components; i++) {
                fewer[out++] = samples[in++];
            }
        }
        return fewer;
    }
}
