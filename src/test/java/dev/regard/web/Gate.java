package dev.regard.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands in front of a server. While it is shut there is no server, as far as a browser can tell. */
final class Gate implements AutoCloseable {

    private final URI server;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket door;

    /** Opens a gate on a port of its own. */
    Gate(URI server) throws IOException {
        this.server = server;
        this.door = listening(0);
        this.port = door.getLocalPort();
        admit(door);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:%d/".formatted(port));
    }

    void open() throws IOException {
        door = listening(port);
        admit(door);
    }

    /** Breaks what is connected, and lets nobody in. */
    void shut() throws IOException {
        if (door != null) {
            door.close();
        }
        sockets.forEach(Gate::close);
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        shut();
    }

    private static ServerSocket listening(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void admit(ServerSocket own) {
        Thread.ofVirtual().start(() -> {
            while (!own.isClosed()) {
                try {
                    connect(own.accept());
                } catch (IOException shut) {
                    return;
                }
            }
        });
    }

    private void connect(Socket browser) throws IOException {
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
        sockets.add(browser);
        sockets.add(behind);
        pass(browser, behind);
        pass(behind, browser);
    }

    private void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException broken) {
                // The other end learns of it.
            } finally {
                close(from);
                close(to);
                sockets.remove(from);
                sockets.remove(to);
            }
        });
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
