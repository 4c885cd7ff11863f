package dev.regard.store;

import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;

/** Ids of links, which follow from their content, and tokens that delete them, which follow from nothing. */
final class LinkKeys {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private LinkKeys() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static String idOf(JsonObject content) {
        return text(Arrays.copyOf(Sha256.of(content.encode()), ID_BYTES));
    }

    static String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    /** What is kept of a token: nobody who reads the folder can delete with it. */
    static String hash(String token) {
        return text(Sha256.of(token));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
