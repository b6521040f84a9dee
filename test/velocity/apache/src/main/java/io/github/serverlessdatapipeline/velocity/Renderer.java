package io.github.serverlessdatapipeline.velocity;

import java.util.Map;

/** One version of Velocity. The interface is shared by all class loaders, its implementation is loaded once for each. */
public interface Renderer {
    String render(String template, Map<String, Object> variables);
}
