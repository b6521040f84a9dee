package io.github.serverlessdatapipeline.velocity;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/** Written against what both versions have under the same names. Each class loader of {@link Engine} links it with its own version. */
public final class VelocityRenderer implements Renderer {
    private final VelocityEngine engine = new VelocityEngine();

    public VelocityRenderer(Map<String, Object> properties) {
        properties.forEach(engine::setProperty);
        engine.init();
    }

    @Override
    public String render(String template, Map<String, Object> variables) {
        StringWriter output = new StringWriter();
        // A map of its own: Velocity puts the variables of the template into it.
        engine.evaluate(new VelocityContext(new HashMap<>(variables)), output, "template", template);
        return output.toString();
    }
}
