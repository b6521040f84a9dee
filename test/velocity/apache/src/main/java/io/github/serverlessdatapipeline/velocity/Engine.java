package io.github.serverlessdatapipeline.velocity;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;

/** The engines that templates are rendered on, by the names that cases use. */
enum Engine {
    VELOCITY_1_7("1.7", "velocity-1.7", Map.of(
        "runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute",
        "directive.foreach.maxloops", "1000")),

    VELOCITY_2("2.4", "velocity-2", Map.of(
        "directive.foreach.max_loops", "1000")),

    /** The settings that the upgrade guide of Velocity names to make 2.x behave like 1.7. */
    VELOCITY_2_LIKE_1_7("2.4 like 1.7", "velocity-2", Map.of(
        "directive.foreach.max_loops", "1000",
        "introspector.conversion_handler.class", "none",
        "parser.space_gobbling", "bc",
        "directive.if.empty_check", "false",
        "parser.allow_hyphen_in_identifiers", "true",
        "velocimacro.enable_bc_mode", "true",
        "event_handler.invalid_references.quiet", "true",
        "event_handler.invalid_references.null", "true",
        "event_handler.invalid_references.tested", "true"));

    final String caseName;
    private final String folder;
    private final Map<String, Object> properties;

    Engine(String caseName, String folder, Map<String, Object> properties) {
        this.caseName = caseName;
        this.folder = folder;
        this.properties = properties;
    }

    /** @param libraries the folder with a folder of jars for each version */
    Renderer start(File libraries) throws ReflectiveOperationException, IOException {
        ClassLoader loader = new VersionLoader(jars(new File(libraries, folder)));
        return (Renderer) loader.loadClass(VelocityRenderer.class.getName()).getConstructor(Map.class).newInstance(properties);
    }

    private static URL[] jars(File folder) throws IOException {
        File[] files = folder.listFiles((parent, name) -> name.endsWith(".jar"));
        if (files == null || files.length == 0) {
            throw new IOException("no jar in " + folder + ": build with Maven first");
        }
        URL[] urls = new URL[files.length];
        for (int index = 0; index < files.length; index++) {
            urls[index] = url(files[index]);
        }
        return urls;
    }

    private static URL url(File file) throws MalformedURLException {
        return file.toURI().toURL();
    }

    /** Defines the renderer itself, so that it meets the Velocity of this loader; everything else of ours is shared. */
    private static final class VersionLoader extends URLClassLoader {
        VersionLoader(URL[] jars) {
            super(jars, Engine.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(VelocityRenderer.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            String resource = name.replace('.', '/') + ".class";
            try (var stream = getParent().getResourceAsStream(resource)) {
                byte[] code = stream.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException error) {
                throw new ClassNotFoundException(name, error);
            }
        }
    }
}
