package org.edms.backup.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    private static final Path REPOSITORY = Path.of("..");

    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("org.edms.backup");

    @ParameterizedTest
    @EnumSource
    void theProductKeepsTheRule(ArchitectureRule rule) {
        rule.rule().check(PRODUCT);
    }

    @ParameterizedTest
    @EnumSource
    void theRuleCatchesItsViolation(ArchitectureRule rule, @TempDir Path directory) {
        // given
        JavaClasses violation = CompiledSources.compile(rule.violation(), directory);

        // then
        assertThat(rule.rule().evaluate(violation).hasViolation()).isTrue();
    }

    @Test
    void everyPackageHasAPackageInfo() throws IOException {
        // given
        List<Path> packages = packagesWithClasses();
        assertThat(packages).isNotEmpty();

        // then
        assertThat(packages)
                .allSatisfy(directory ->
                        assertThat(directory.resolve("package-info.java")).exists());
    }

    private static List<Path> packagesWithClasses() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/main/java/"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
        }
    }
}
