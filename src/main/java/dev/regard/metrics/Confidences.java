package dev.regard.metrics;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Average drop, increase in confidence and average gain over pictures, as shares of 1 (the papers give percent). Chattopadhay
 * et al. 2018, Grad-CAM++, arXiv 1710.11063; Zhang et al. 2023, Opti-CAM, arXiv 2301.07002.
 *
 * @param pictures one for each
 */
public record Confidences(List<Confidence> pictures) {

    /** @throws IllegalArgumentException when there is none */
    public Confidences {
        pictures = List.copyOf(pictures);
        Finite.atLeast(pictures.size(), 1, "the number of pictures");
    }

    /** The mean of {@link Confidence#drop} over the pictures that have one; empty where none has. */
    public Optional<Estimate> averageDrop() {
        return mean(Confidence::drop);
    }

    /** The share of pictures of which the model is surer when they are masked. */
    public Estimate increase() {
        int increased = (int) pictures.stream().filter(Confidence::isIncreased).count();
        return Estimate.ofShare(increased, pictures.size());
    }

    /** The mean of {@link Confidence#gain} over the pictures that have one; empty where none has. */
    public Optional<Estimate> averageGain() {
        return mean(Confidence::gain);
    }

    private Optional<Estimate> mean(Function<Confidence, OptionalDouble> metric) {
        double[] numbers = pictures.stream()
                .map(metric)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        return numbers.length == 0 ? Optional.empty() : Optional.of(Estimate.ofMean(numbers));
    }
}
