package io.github.serverlessdatapipeline.velocity;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads cases from stdin, one JSON object a line, and writes what became of each to stdout, one JSON object a line, in their order.
 * Its argument is the folder that Maven copied the engines to.
 */
public final class Main {
    // In ASCII, so that half of a surrogate pair comes through.
    private static final ObjectMapper LINES = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Main() {
    }

    /** A template and what it sees. */
    record Case(String engine, String template, String body, Map<String, Map<String, Object>> parameters, Map<String, Object> context,
        Map<String, Object> stageVariables) {
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Renderer> renderers = new HashMap<>();
        for (Engine engine : Engine.values()) {
            renderers.put(engine.caseName, engine.start(new File(arguments[0])));
        }
        BufferedReader cases = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream results = System.out;
        for (String line = cases.readLine(); line != null; line = cases.readLine()) {
            Case next = LINES.readValue(line, Case.class);
            Renderer renderer = renderers.get(next.engine());
            if (renderer == null) {
                throw new IllegalArgumentException("no engine " + next.engine() + ", there are " + renderers.keySet());
            }
            results.println(LINES.writeValueAsString(result(renderer, next)));
            results.flush();
        }
    }

    private static Map<String, Object> result(Renderer renderer, Case next) {
        ResponseOverride override = new ResponseOverride();
        Map<String, Object> result = new LinkedHashMap<>();
        try {
            result.put("output", renderer.render(next.template(), variables(next, override)));
            result.put("status", override.getStatus());
            result.put("headers", override.getHeader());
        } catch (RuntimeException | StackOverflowError error) {
            result.put("error", rootOf(error).toString());
        }
        return result;
    }

    private static Map<String, Object> variables(Case next, ResponseOverride override) {
        ContextVariables context = new ContextVariables(next.context());
        for (String group : new String[] {"identity", "authorizer", "error"}) {
            context.putIfAbsent(group, new ContextVariables(Map.of()));
        }
        context.put("requestOverride", Map.of("header", new HashMap<>(), "path", new HashMap<>(), "querystring", new HashMap<>()));
        context.put("responseOverride", override);
        return Map.of(
            "input", new Input(next.body(), new Input.Parameters(
                next.parameters().get("path"), next.parameters().get("querystring"), next.parameters().get("header"))),
            "util", new Util(),
            "context", context,
            "stageVariables", new ContextVariables(next.stageVariables()));
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
