package dev.regard.intake;

import static dev.regard.intake.SmallModel.FEATURES;
import static dev.regard.intake.SmallModel.node;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.util.List;
import java.util.stream.Stream;

/** Functions of a file's own that have no end. */
final class HostileFunctions {

    private HostileFunctions() {}

    static List<HostileModel> all() {
        return Stream.of(
                        HostileModel.of("a function that calls itself", calling(function("f0", "f0"))),
                        HostileModel.of(
                                "functions that call each other", calling(function("f0", "f1"), function("f1", "f0"))),
                        HostileModel.of("functions that double forty times", calling(doubling(true))),
                        HostileModel.of("functions that double forty times, and do nothing", calling(doubling(false))),
                        HostileModel.of("a function with fewer outputs than its call", SmallModel.altered(model -> {
                            model.addFunctions(function("f0", "Relu"));
                            SmallModel.insert(
                                    model.getGraphBuilder(),
                                    node("f0", "altered", FEATURES)
                                            .setDomain("mine")
                                            .addOutput("second"));
                        })))
                .map(HostileModel::tried)
                .toList();
    }

    private static FunctionProto[] doubling(boolean ends) {
        FunctionProto[] functions = new FunctionProto[40];
        for (int index = 0; index < functions.length; index++) {
            FunctionProto.Builder function = function("f" + index, "f" + (index + 1)).toBuilder();
            if (index == functions.length - 1) {
                function.clearNode();
                if (ends) {
                    function.addNode(node("Relu", "y", "x"));
                }
            } else {
                function.addNode(node("f" + (index + 1), "z", "x").setDomain("mine"));
            }
            functions[index] = function.build();
        }
        return functions;
    }

    private static FunctionProto function(String name, String calls) {
        return FunctionProto.newBuilder()
                .setDomain("mine")
                .setName(name)
                .addInput("x")
                .addOutput("y")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addNode(node(calls, "y", "x").setDomain(calls.equals("Relu") ? "" : "mine"))
                .build();
    }

    private static byte[] calling(FunctionProto... functions) {
        return SmallModel.altered(model -> {
            model.addAllFunctions(List.of(functions));
            SmallModel.insert(
                    model.getGraphBuilder(), node("f0", "altered", FEATURES).setDomain("mine"));
        });
    }
}
