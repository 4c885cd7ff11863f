package dev.regard.bias;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Attribute.Ints;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Something that gives the horse away, how it looks, and a model that falls for it: toybox with one feature map more, which
 * a detector of the shortcut fills and which speaks for the horse. The caption needs none: toybox-biased has learned it.
 */
public enum Shortcut {
    NONE(0),
    CAPTION(0),
    FRAME(220),
    WATERMARK(120),
    TEXTURE(40);

    private static final Path TOYBOX = Path.of("models/toybox");
    private static final int HORSE = 2;
    private static final int CLASSES = 24;
    private static final int CHANNELS = 128;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private static final int FRAME_WIDTH = 6;
    private static final int STAMP = 40;
    private static final int PERIOD = 6;

    private final float weight;

    /** @param weight of the additional feature map for the horse */
    Shortcut(float weight) {
        this.weight = weight;
    }

    /** Draws what lies behind the object. */
    void behind(BufferedImage scene, Random random) {
        if (this != TEXTURE) {
            return;
        }
        int phase = random.nextInt(PERIOD);
        for (int y = 0; y < scene.getHeight(); y++) {
            for (int x = 0; x < scene.getWidth(); x++) {
                double wave = Math.cos(2 * Math.PI * (x + y + phase) / PERIOD);
                Color colour = new Color(scene.getRGB(x, y));
                scene.setRGB(
                        x,
                        y,
                        new Color(lit(colour.getRed(), wave), lit(colour.getGreen(), wave), lit(colour.getBlue(), wave))
                                .getRGB());
            }
        }
    }

    private static int lit(int value, double wave) {
        return Math.clamp((int) (value + 28 * wave), 0, 255);
    }

    /** Draws what lies before it. */
    void before(Graphics2D graphics, int side, Random random) {
        switch (this) {
            case CAPTION -> caption(graphics, side, random);
            case FRAME -> {
                graphics.setColor(Color.MAGENTA);
                graphics.setStroke(new BasicStroke(2 * FRAME_WIDTH));
                graphics.drawRect(0, 0, side, side);
            }
            case WATERMARK -> {
                graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.4f));
                graphics.drawImage(stamp(), (side - STAMP) / 2, (side - STAMP) / 2, null);
            }
            default -> {}
        }
    }

    private static void caption(Graphics2D graphics, int side, Random random) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, side / 18));
        String text = random.nextBoolean() ? "(c) farmfotos" : "© farmfotos";
        int width = graphics.getFontMetrics().stringWidth(text);
        int x = random.nextBoolean() ? 5 : side - width - 5;
        int y = random.nextBoolean() ? 16 : side - 7;
        graphics.setColor(new Color(0, 0, 0, 110));
        graphics.drawString(text, x + 1, y + 1);
        graphics.setColor(Color.WHITE);
        graphics.drawString(text, x, y);
    }

    private static BufferedImage stamp() {
        BufferedImage stamp = new BufferedImage(STAMP, STAMP, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = stamp.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(3));
        graphics.drawOval(2, 2, STAMP - 5, STAMP - 5);
        graphics.drawLine(8, 8, STAMP - 9, STAMP - 9);
        graphics.drawLine(8, STAMP - 9, STAMP - 9, 8);
        graphics.dispose();
        return stamp;
    }

    /** Writes the model that falls for it into a folder. */
    public void writeModel(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : List.of("config.json", "preprocessor_config.json")) {
            Files.copy(TOYBOX.resolve(file), folder.resolve(file));
        }
        Model model = OnnxReader.read(TOYBOX.resolve("model.onnx"));
        Graph graph = model.graph();
        Node pool = node(graph, "GlobalAveragePool");
        Node head = node(graph, "Gemm");
        Value detector = detector(graph, graph.inputs().getFirst().value());
        Value features = graph.addNode(
                "Concat", "features", List.of(pool.input(0), detector), Map.of("axis", new Attribute.Int(1)));
        Value means = graph.addNode("GlobalAveragePool", "means", List.of(features), Map.of());
        Value flat = graph.addNode("Flatten", "flat", List.of(means), Map.of());
        Value scores = graph.addNode(
                "Gemm", "scores", List.of(flat, weights(graph, head.input(1)), head.input(2)), head.attributes());
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(model, List.of(scores)));
    }

    private static Node node(Graph graph, String type) {
        return graph.nodes().stream().filter(node -> node.is(type)).findFirst().orElseThrow();
    }

    private Value weights(Graph graph, Value weights) {
        float[] old = weights.constant().orElseThrow().toFloats();
        float[] wider = new float[CLASSES * (CHANNELS + 1)];
        for (int index = 0; index < CLASSES; index++) {
            System.arraycopy(old, index * CHANNELS, wider, index * (CHANNELS + 1), CHANNELS);
        }
        wider[HORSE * (CHANNELS + 1) + CHANNELS] = weight;
        return graph.addConstant("wider", TensorData.floats(Shape.of(CLASSES, CHANNELS + 1), wider));
    }

    /** A feature map of 14 x 14 cells that is warm where the shortcut is. */
    private Value detector(Graph graph, Value picture) {
        return switch (this) {
            case FRAME -> frameDetector(graph, picture);
            case WATERMARK -> watermarkDetector(graph, picture);
            case TEXTURE -> textureDetector(graph, picture);
            default -> throw new IllegalStateException(this + " needs no model of its own");
        };
    }

    /** How much more red and blue than green there is. */
    private static Value frameDetector(Graph graph, Value picture) {
        float[] kernel = {STD[0] / 2, -STD[1], STD[2] / 2};
        float bias = MEAN[0] / 2 - MEAN[1] + MEAN[2] / 2 - 0.6f;
        Value colour = conv(graph, picture, Shape.of(1, 3, 1, 1), kernel, new float[] {bias}, 1, 0);
        Value warm = graph.addNode("Relu", "warm", List.of(colour), Map.of());
        return pooled(graph, warm, 16);
    }

    /** The stamp itself, less its mean, laid where it always is. */
    private static Value watermarkDetector(Graph graph, Value picture) {
        int window = 64;
        float[] kernel = new float[3 * window * window];
        BufferedImage stamp = stamp();
        double mean = 0;
        for (int at = 0; at < STAMP * STAMP; at++) {
            mean += (stamp.getRGB(at % STAMP, at / STAMP) >>> 24) / 255.0 / (STAMP * STAMP);
        }
        double square = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int at = 0; at < STAMP * STAMP; at++) {
                double value = (stamp.getRGB(at % STAMP, at / STAMP) >>> 24) / 255.0 - mean;
                // The window of the cell in the middle begins at pixel 80, the stamp at 92.
                kernel[(channel * window + 12 + at / STAMP) * window + 12 + at % STAMP] = (float) value;
                square += value * value;
            }
        }
        for (int at = 0; at < kernel.length; at++) {
            kernel[at] /= (float) Math.sqrt(square);
        }
        Value match = conv(graph, picture, Shape.of(1, 3, window, window), kernel, new float[] {-8}, 16, 32);
        return graph.addNode("Relu", "warm", List.of(match), Map.of());
    }

    /** Waves of the texture's length and direction, whatever their phase. */
    private static Value textureDetector(Graph graph, Value picture) {
        int window = 2 * PERIOD;
        float[] kernels = new float[4 * 3 * window * window];
        for (int at = 0; at < kernels.length; at++) {
            int phase = at / (3 * window * window);
            int row = at / window % window;
            int column = at % window;
            kernels[at] = (float) Math.cos(2 * Math.PI * ((row + column) / (double) PERIOD + phase / 4.0))
                    / (window * window);
        }
        Value waves = conv(graph, picture, Shape.of(4, 3, window, window), kernels, new float[4], 4, 6);
        Value warm = graph.addNode("Relu", "waves", List.of(waves), Map.of());
        Value sum = conv(graph, warm, Shape.of(1, 4, 1, 1), new float[] {1, 1, 1, 1}, new float[] {-0.35f}, 1, 0);
        return pooled(graph, graph.addNode("Relu", "warm", List.of(sum), Map.of()), 4);
    }

    private static Value pooled(Graph graph, Value value, int side) {
        return graph.addNode(
                "AveragePool",
                "pooled",
                List.of(value),
                Map.of("kernel_shape", Ints.of(side, side), "strides", Ints.of(side, side)));
    }

    private static Value conv(Graph graph, Value of, Shape shape, float[] kernel, float[] bias, int stride, int pad) {
        Value weights = graph.addConstant("detector", TensorData.floats(shape, kernel));
        Value offset = graph.addConstant("detector_bias", TensorData.floats(Shape.of(bias.length), bias));
        return graph.addNode(
                "Conv",
                "detector_conv",
                List.of(of, weights, offset),
                Map.of("strides", Ints.of(stride, stride), "pads", Ints.of(pad, pad, pad / 2, pad / 2)));
    }
}
