package dev.regard.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.EndOfDataDecoderException;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder.ErrorDataDecoderException;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.netty.handler.codec.http.multipart.MemoryFileUpload;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Takes a form apart while it arrives. Vert.x tells of fields only when a form has ended, and has a limit for how many
 * files there are; of a batch each picture is worked on before the next one is here. Throws a
 * {@link io.netty.handler.codec.DecoderException} where it is no form.
 */
final class PictureParts implements AutoCloseable {

    /** On the heap: what is left of a form that breaks off goes by itself. */
    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    private final HttpPostMultipartRequestDecoder decoder;
    private final Listener listener;

    /** Hears of parts in their order. */
    interface Listener {
        void field(String name, String value);

        void file(String field, String name, Buffer bytes);

        void tooLarge(String field, String name);
    }

    PictureParts(String contentType, Listener listener) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (!HttpPostRequestDecoder.isMultipart(head)) {
            throw new ErrorDataDecoderException("no boundary");
        }
        this.decoder = new HttpPostMultipartRequestDecoder(
                new Pictures(), head, StandardCharsets.UTF_8, -1, Limits.FORM_BYTES);
        this.decoder.setDiscardThreshold(Limits.FORM_BYTES);
        this.listener = listener;
    }

    void add(Buffer chunk) {
        decoder.offer(new DefaultHttpContent(HEAP.buffer(chunk.length()).writeBytes(chunk.getBytes())));
        tell();
    }

    /** Nothing more comes; false where it breaks off. */
    boolean end() {
        decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
        return tell();
    }

    /** True where the form has ended. */
    private boolean tell() {
        try {
            while (decoder.hasNext()) {
                tell(decoder.next());
            }
            return false;
        } catch (EndOfDataDecoderException complete) {
            return true;
        } catch (IOException impossible) {
            throw new UncheckedIOException("fields are in memory", impossible);
        }
    }

    private void tell(InterfaceHttpData part) throws IOException {
        decoder.removeHttpDataFromClean(part);
        if (part instanceof Attribute field) {
            listener.field(field.getName(), field.getValue());
        } else if (part instanceof Picture picture && picture.isTooLarge) {
            listener.tooLarge(picture.getName(), picture.getFilename());
        } else if (part instanceof Picture picture) {
            listener.file(picture.getName(), picture.getFilename(), Buffer.buffer(picture.get()));
        }
        part.release();
    }

    @Override
    public void close() {
        decoder.destroy();
    }

    private static final class Pictures extends DefaultHttpDataFactory {

        Pictures() {
            super(false);
            setMaxLimit(Limits.FORM_BYTES);
        }

        @Override
        public FileUpload createFileUpload(
                HttpRequest request,
                String name,
                String filename,
                String contentType,
                String contentTransferEncoding,
                Charset charset,
                long size) {
            return new Picture(name, filename, contentType, contentTransferEncoding, charset, size);
        }
    }

    /** Of one that is too large nothing is kept, and the next one is none the worse for it. */
    private static final class Picture extends MemoryFileUpload {

        private boolean isTooLarge;

        Picture(
                String name,
                String filename,
                String contentType,
                String contentTransferEncoding,
                Charset charset,
                long size) {
            super(name, filename, contentType, contentTransferEncoding, charset, size);
        }

        @Override
        public void addContent(ByteBuf chunk, boolean last) throws IOException {
            isTooLarge |= length() + chunk.readableBytes() > Limits.PICTURE_BYTES;
            if (!isTooLarge) {
                super.addContent(chunk, last);
                return;
            }
            chunk.release();
            delete();
            if (last) {
                setCompleted();
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
