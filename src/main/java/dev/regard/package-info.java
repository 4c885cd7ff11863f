/**
 * Regard shows where an image classifier looks. Imports point one way, and {@code ArchitectureTest} proves it:
 *
 * <pre>
 * Main → web → worker → explain → {runtime, cam};  web → store
 * runtime → {model, autodiff};  autodiff → onnx;  model → image;  {onnx, cam, image} → tensor
 * </pre>
 */
@NullMarked
package dev.regard;

import org.jspecify.annotations.NullMarked;
