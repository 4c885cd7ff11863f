package dev.regard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports point one way: each package is used only by those that stand to its left in the design. */
@AnalyzeClasses(packages = "dev.regard", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule IMPORTS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("Main")
            .definedBy("dev.regard")
            .layer("config")
            .definedBy("dev.regard.config")
            .layer("web")
            .definedBy("dev.regard.web")
            .layer("store")
            .definedBy("dev.regard.store")
            .layer("worker")
            .definedBy("dev.regard.worker")
            .layer("intake")
            .definedBy("dev.regard.intake")
            .layer("hub")
            .definedBy("dev.regard.hub")
            .layer("remote")
            .definedBy("dev.regard.remote")
            .layer("check")
            .definedBy("dev.regard.check")
            .layer("ranking")
            .definedBy("dev.regard.ranking")
            .layer("bias")
            .definedBy("dev.regard.bias")
            .layer("explain")
            .definedBy("dev.regard.explain")
            .layer("runtime")
            .definedBy("dev.regard.runtime")
            .layer("cam")
            .definedBy("dev.regard.cam")
            .layer("metrics")
            .definedBy("dev.regard.metrics")
            .layer("model")
            .definedBy("dev.regard.model")
            .layer("autodiff")
            .definedBy("dev.regard.autodiff")
            .layer("rewrite")
            .definedBy("dev.regard.rewrite")
            .layer("onnx")
            .definedBy("dev.regard.onnx")
            .layer("image")
            .definedBy("dev.regard.image")
            .layer("tensor")
            .definedBy("dev.regard.tensor")
            .whereLayer("Main")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("Main")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("Main")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("Main", "web")
            .whereLayer("worker")
            .mayOnlyBeAccessedByLayers("Main", "web")
            .whereLayer("hub")
            .mayOnlyBeAccessedByLayers("Main", "web", "worker")
            .whereLayer("remote")
            .mayOnlyBeAccessedByLayers("Main", "web")
            .whereLayer("ranking")
            .mayOnlyBeAccessedByLayers("worker")
            .whereLayer("check")
            .mayOnlyBeAccessedByLayers("worker")
            .whereLayer("bias")
            .mayOnlyBeAccessedByLayers("worker")
            .whereLayer("explain")
            .mayOnlyBeAccessedByLayers("Main", "worker", "intake", "ranking", "check", "bias")
            .whereLayer("intake")
            .mayOnlyBeAccessedByLayers("Main", "web", "worker")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers("explain")
            .whereLayer("cam")
            .mayOnlyBeAccessedByLayers("ranking", "check", "bias", "explain", "worker")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("ranking", "check", "explain", "worker")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("explain", "runtime")
            .whereLayer("autodiff")
            .mayOnlyBeAccessedByLayers("explain", "runtime")
            .whereLayer("rewrite")
            .mayOnlyBeAccessedByLayers("runtime")
            .whereLayer("onnx")
            .mayOnlyBeAccessedByLayers("runtime", "autodiff", "rewrite")
            .whereLayer("image")
            .mayOnlyBeAccessedByLayers("ranking", "check", "bias", "explain", "model", "worker", "intake")
            .whereLayer("tensor")
            .mayOnlyBeAccessedByLayers(
                    "ranking",
                    "check",
                    "bias",
                    "explain",
                    "runtime",
                    "autodiff",
                    "rewrite",
                    "onnx",
                    "cam",
                    "metrics",
                    "image",
                    "model");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_RINGS =
            slices().matching("dev.regard.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_EXPLAINER_KNOWS_NO_VERTX = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.regard.intake",
                    "dev.regard.check",
                    "dev.regard.ranking",
                    "dev.regard.bias",
                    "dev.regard.explain",
                    "dev.regard.runtime",
                    "dev.regard.cam",
                    "dev.regard.metrics",
                    "dev.regard.model",
                    "dev.regard.autodiff",
                    "dev.regard.rewrite",
                    "dev.regard.onnx",
                    "dev.regard.image",
                    "dev.regard.tensor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule PROTOBUF_STOPS_AT_READER_AND_WRITER = noClasses()
            .that()
            .haveNameNotMatching(
                    "dev\\.regard\\.onnx\\.(OnnxReader|FileScan|ConstantScan|FilePart|OnnxWriter|TensorProtos|ExternalData|Functions|GraphBuilder|NodeOrder|NodeWriter).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..", "ai.onnx.proto..");

    @ArchTest
    static final ArchRule METHODS_KNOW_NO_RUNTIME = noClasses()
            .that()
            .resideInAnyPackage("dev.regard.cam", "dev.regard.metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");
}
