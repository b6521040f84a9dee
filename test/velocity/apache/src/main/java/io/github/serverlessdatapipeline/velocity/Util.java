package io.github.serverlessdatapipeline.velocity;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.minidev.json.JSONValue;
import org.apache.commons.lang.StringEscapeUtils;

/** <code>$util</code>. Public, like its methods, because Velocity calls it by reflection. */
public final class Util {
    public String base64Encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String base64Decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    public String escapeJavaScript(String text) {
        return StringEscapeUtils.escapeJavaScript(text);
    }

    public String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String urlDecode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public Object parseJson(String text) {
        return JSONValue.parse(text);
    }
}
