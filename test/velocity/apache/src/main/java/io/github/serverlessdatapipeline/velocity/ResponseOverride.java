package io.github.serverlessdatapipeline.velocity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * <code>$context.responseOverride</code>. API Gateway takes each override once and answers a second one with a 5xx, so a second one fails.
 * Public, like its methods, because Velocity calls it by reflection.
 */
public final class ResponseOverride {
    private final Map<String, Object> header = new Once("header.");
    private final Map<String, Object> status = new Once("");

    public Map<String, Object> getHeader() {
        return header;
    }

    public Object getStatus() {
        return status.get("status");
    }

    public void setStatus(Object value) {
        status.put("status", value);
    }

    /** Names of headers have no case. */
    private static final class Once extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;
        private final String prefix;

        Once(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Object put(String name, Object value) {
            if (keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                throw new IllegalStateException("$context.responseOverride." + prefix + name + " is set twice");
            }
            return super.put(name, value);
        }
    }
}
