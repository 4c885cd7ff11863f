package dev.regard.hub;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpResponseHead;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file an answer holds: RFC 9110, section 14.4.
 *
 * @param start of the part; negative where the answer does not say
 */
record ContentRange(long start) {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(?:\\d{1,18}|\\*)");

    static ContentRange of(HttpResponseHead response) {
        String header = response.getHeader(HttpHeaders.CONTENT_RANGE);
        Matcher matcher = RANGE.matcher(header == null ? "" : header);
        return new ContentRange(matcher.matches() ? Long.parseLong(matcher.group(1)) : -1);
    }

    boolean startsAt(long position) {
        return start == position;
    }

    /** How many bytes an answer is about to give, or what to take where it does not say. */
    static long length(HttpResponseHead response, long otherwise) {
        String header = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : otherwise;
    }
}
