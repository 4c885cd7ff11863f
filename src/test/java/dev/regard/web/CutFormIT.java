package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms whose pieces end where networks end them. */
class CutFormIT {

    private static final Path PICTURE = Path.of("webroot/samples/small/01-dog-and-cat.webp");

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void aPictureIsTheSameWhereverItsFormIsCut() throws Exception {
        // Given
        byte[] picture = Files.readAllBytes(PICTURE);
        byte[] form =
                join(part("image\"; filename=\"a.webp"), picture, "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
        int end = form.length - "\r\n--b--\r\n".length();
        String id =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(picture));

        // Then
        for (int cut = end - 2; cut < form.length; cut++) {
            assertThat(post("/api/images", form, cut))
                    .as("cut %d behind the picture", cut - end)
                    .contains(id);
        }
    }

    @Test
    void aFieldIsTheSameWhereItsFormIsCutBeforeABoundary() throws IOException {
        // Given
        byte[] field = join(part("layer"), "/layers/layers.2/Relu_1_output_0\r".getBytes(StandardCharsets.US_ASCII));
        byte[] rest = join(
                "\n".getBytes(StandardCharsets.US_ASCII),
                part("image\"; filename=\"a.webp"),
                Files.readAllBytes(PICTURE),
                "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(post("/api/explanations", join(field, rest), field.length))
                .contains("/layers/layers.2/Relu_1_output_0\"");
    }

    private static byte[] part(String name) {
        return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n"
                .formatted(name)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sends a form in two pieces; what HTTP keeps apart, the server reads apart. */
    private static String post(String path, byte[] form, int cut) throws IOException {
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(path)
                + "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            socket.getOutputStream()
                    .write(join(
                            head.getBytes(StandardCharsets.US_ASCII),
                            chunk(form, 0, cut),
                            chunk(form, cut, form.length),
                            chunk(form, 0, 0)));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] chunk(byte[] form, int from, int to) throws IOException {
        byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] size = (Integer.toHexString(to - from) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return join(size, Arrays.copyOfRange(form, from, to), end);
    }

    private static byte[] join(byte[]... pieces) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.write(piece);
        }
        return all.toByteArray();
    }
}
