/** An ONNX graph whose values know their producer and uses: {@link dev.regard.onnx.Graph}. Protobuf is seen in {@link dev.regard.onnx.OnnxReader} and {@link dev.regard.onnx.OnnxWriter} only. */
@NullMarked
package dev.regard.onnx;

import org.jspecify.annotations.NullMarked;
