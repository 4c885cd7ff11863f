package dev.regard.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's own readers. {@code ImageIO} itself is avoided: it takes whichever plugin comes first, and caches on disk. */
final class JdkReaders {

    /** What to do with a reader whose input is set. */
    interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private JdkReaders() {}

    /**
     * Reads with the JDK's reader of this format.
     *
     * @param format as {@code ImageIO} names it
     * @throws IOException where the bytes are malformed, also where the reader only warns that the data ends early
     */
    static <T> T read(String format, byte[] bytes, Reading<T> reading) throws IOException {
        return read(provider(format).createReaderInstance(), bytes, reading);
    }

    /** Reads with this reader, which is disposed of. */
    static <T> T read(ImageReader reader, byte[] bytes, Reading<T> reading) throws IOException {
        EarlyEnd earlyEnd = new EarlyEnd();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.addIIOReadWarningListener(earlyEnd);
            reader.setInput(input, true, true);
            T result = reading.read(reader);
            earlyEnd.check();
            return result;
        } finally {
            reader.dispose();
        }
    }

    private static ImageReaderSpi provider(String format) {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, JdkReaders::isOfJdk, false);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (java.util.List.of(provider.getFormatNames()).contains(format)) {
                return provider;
            }
        }
        throw new IllegalStateException("this JDK has no reader for " + format);
    }

    private static boolean isOfJdk(Object provider) {
        return "java.desktop".equals(provider.getClass().getModule().getName());
    }

    /** The JPEG reader paints what is missing grey and only warns; half a picture would be explained as if it were whole. */
    private static final class EarlyEnd implements javax.imageio.event.IIOReadWarningListener {

        private boolean seen;

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            seen |= warning.contains("premature end");
        }

        void check() throws IOException {
            if (seen) {
                throw new IOException("the data end early");
            }
        }
    }
}
