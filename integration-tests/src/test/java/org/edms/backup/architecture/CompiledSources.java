package org.edms.backup.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles source text into classes of the product, for the violations of the rules. */
final class CompiledSources {

    private static final Pattern CLASS_NAME = Pattern.compile("class (\\w+)");

    private CompiledSources() {}

    static JavaClasses compile(List<String> sources, Path directory) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options =
                List.of("-d", directory.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
        List<Source> files = sources.stream().map(Source::new).toList();
        if (!compiler.getTask(null, null, null, options, null, files).call()) {
            throw new IllegalArgumentException("Does not compile: " + sources);
        }
        return new ClassFileImporter().importPath(directory);
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///" + className(text) + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String className(String text) {
            Matcher matcher = CLASS_NAME.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("No class in " + text);
            }
            return matcher.group(1);
        }
    }
}
