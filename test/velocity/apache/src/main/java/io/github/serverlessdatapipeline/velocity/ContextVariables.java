package io.github.serverlessdatapipeline.velocity;

import java.util.HashMap;
import java.util.Map;

/** <code>$context</code> and <code>$stageVariables</code>: a variable that is not set is an empty text. */
public final class ContextVariables extends HashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    ContextVariables(Map<?, ?> values) {
        values.forEach((name, value) -> {
            if (value != null) {
                put((String) name, value instanceof Map<?, ?> below ? new ContextVariables(below) : value);
            }
        });
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? super.get(name) : "";
    }
}
