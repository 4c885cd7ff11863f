package dev.regard.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Holds back a carriage return at the end of a piece of a body until the next piece comes. Where it is the first half of
 * the line end before a boundary of a form, Netty would take it for the last byte of what stands before: files would be one
 * byte longer, and names would end with it (https://github.com/netty/netty/issues/17383). For all else nothing changes.
 */
final class WholeLineEnds extends ChannelInboundHandlerAdapter {

    private static final byte CARRIAGE_RETURN = '\r';

    private boolean held;

    /** Watches a connection; is to be called before anything is read from it. */
    static void watch(HttpConnection connection) {
        ((ConnectionBase) connection)
                .channelHandlerContext()
                .pipeline()
                .addBefore("handler", WholeLineEnds.class.getSimpleName(), new WholeLineEnds());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ctx.fireChannelRead(message instanceof HttpContent piece ? whole(piece) : message);
    }

    private HttpContent whole(HttpContent piece) {
        ByteBuf bytes = piece.content();
        ByteBuf all =
                held ? Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(new byte[] {CARRIAGE_RETURN}), bytes) : bytes;
        held = !(piece instanceof LastHttpContent) && endsWithReturn(all);
        if (held) {
            all.writerIndex(all.writerIndex() - 1);
        }
        return all == bytes ? piece : piece.replace(all);
    }

    private static boolean endsWithReturn(ByteBuf bytes) {
        return bytes.isReadable() && bytes.getByte(bytes.writerIndex() - 1) == CARRIAGE_RETURN;
    }
}
