package dev.regard.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's own readers. {@code ImageIO} itself is avoided: it takes whichever plugin comes first, and caches on disk. */
final class JdkReaders {

    /** By the names of their formats; looked up once, because the registry is not made for many threads. */
    private static final Map<String, ImageReaderSpi> PROVIDERS = providers();

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
        return read(Objects.requireNonNull(PROVIDERS.get(format)).createReaderInstance(), bytes, reading);
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

    private static Map<String, ImageReaderSpi> providers() {
        Map<String, ImageReaderSpi> providers = new HashMap<>();
        IIORegistry.getDefaultInstance()
                .getServiceProviders(ImageReaderSpi.class, JdkReaders::isOfJdk, false)
                .forEachRemaining(provider -> {
                    for (String format : provider.getFormatNames()) {
                        providers.put(format, provider);
                    }
                });
        return Map.copyOf(providers);
    }

    private static boolean isOfJdk(Object provider) {
        return "java.desktop".equals(provider.getClass().getModule().getName());
    }

    /** The JPEG reader paints what is missing grey and only warns; half a picture would be explained as if it were whole. */
    private static final class EarlyEnd implements IIOReadWarningListener {

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
