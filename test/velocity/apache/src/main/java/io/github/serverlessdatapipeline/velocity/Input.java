package io.github.serverlessdatapipeline.velocity;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.json.JsonSmartJsonProvider;
import com.jayway.jsonpath.spi.mapper.JsonSmartMappingProvider;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONStyle;
import net.minidev.json.JSONValue;

/** <code>$input</code>, over Jayway's JSONPath and json-smart. Public, like its methods, because Velocity calls it by reflection. */
public final class Input {
    private static final JsonProvider PROVIDER = new JsonSmartJsonProvider();
    private static final Configuration JSON = Configuration.builder().jsonProvider(PROVIDER).mappingProvider(new JsonSmartMappingProvider()).build();

    private final String body;
    private final Parameters parameters;
    private DocumentContext document;

    /** The parameters of a request, by their place. */
    public record Parameters(Map<String, Object> path, Map<String, Object> querystring, Map<String, Object> header) {
    }

    Input(String body, Parameters parameters) {
        this.body = body.isEmpty() ? "{}" : body;
        this.parameters = parameters;
    }

    public String getBody() {
        return body;
    }

    /** What stands at a path; an empty text if nothing does. */
    public Object path(String path) {
        try {
            return document().read(path);
        } catch (PathNotFoundException notFound) {
            return "";
        }
    }

    /** What stands at a path as JSON, written anew. */
    public String json(String path) {
        Object found = path(path);
        return found instanceof Map || found instanceof List ? PROVIDER.toJson(found) : JSONValue.toJSONString(found, JSONStyle.LT_COMPRESS);
    }

    public Map<String, Map<String, Object>> params() {
        return Map.of("path", parameters.path, "querystring", parameters.querystring, "header", parameters.header);
    }

    /** Names have a case here. AWS does not say whether they do there, so a template must not rely on it. */
    public Object params(String name) {
        for (Map<String, Object> values : List.of(parameters.path, parameters.querystring, parameters.header)) {
            if (values.containsKey(name)) {
                return values.get(name);
            }
        }
        return "";
    }

    private DocumentContext document() {
        if (document == null) {
            document = JsonPath.using(JSON).parse(body);
        }
        return document;
    }
}
