package dev.regard.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The labels of the axes of an Einsum, one letter an axis: an ellipsis is written out with letters that the equation does
 * not use, an output that is left out is found.
 *
 * @param operands labels of each input
 * @param output   labels of the output
 */
public record EinsumEquation(List<String> operands, String output) {

    private static final String ARROW = "->";
    private static final String ELLIPSIS = "...";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public EinsumEquation {
        operands = List.copyOf(operands);
    }

    /** Of a node whose inputs have measured shapes. */
    public static EinsumEquation of(Node node) {
        String equation = text(node);
        String[] written = written(equation);
        int[] hidden = IntStream.range(0, written.length)
                .map(operand -> node.input(operand).shape().rank()
                        - written[operand].replace(ELLIPSIS, "").length())
                .toArray();
        String free = unused(equation, Arrays.stream(hidden).max().orElse(0));
        // Hidden axes are matched from the last one on.
        List<String> operands = IntStream.range(0, written.length)
                .mapToObj(
                        operand -> written[operand].replace(ELLIPSIS, free.substring(free.length() - hidden[operand])))
                .toList();
        int arrow = equation.indexOf(ARROW);
        String output = arrow < 0
                ? free + appearingOnce(equation)
                : equation.substring(arrow + ARROW.length()).replace(ELLIPSIS, free);
        return new EinsumEquation(operands, output);
    }

    /** False where an input names an axis twice, and so means a diagonal. */
    public static boolean hasNoDiagonal(Node node) {
        return Arrays.stream(written(text(node)))
                .map(operand -> operand.replace(ELLIPSIS, ""))
                .allMatch(labels -> labels.chars().distinct().count() == labels.length());
    }

    private static String text(Node node) {
        return node.text("equation", "").replace(" ", "");
    }

    private static String[] written(String equation) {
        int arrow = equation.indexOf(ARROW);
        return (arrow < 0 ? equation : equation.substring(0, arrow)).split(",", -1);
    }

    private static String unused(String equation, int count) {
        return LETTERS.chars()
                .filter(letter -> equation.indexOf(letter) < 0)
                .limit(count)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** What an equation without an arrow gives: labels that appear once, in the order of the alphabet. */
    private static String appearingOnce(String equation) {
        return equation.chars()
                .filter(letter ->
                        Character.isLetter(letter) && equation.indexOf(letter) == equation.lastIndexOf(letter))
                .sorted()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
