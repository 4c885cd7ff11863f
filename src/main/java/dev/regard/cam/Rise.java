package dev.regard.cam;

import java.util.SplittableRandom;

/**
 * RISE. Petsiuk et al. 2018, RISE: Randomized Input Sampling for Explanation of Black-box Models, sections 3.2 and 3.3.
 *
 * <p>M(p) = (1 / (N k)) times the sum over N masks of (f<sub>i</sub> - F) m<sub>i</sub>(p), where f<sub>i</sub> is the probability
 * of the class in the picture under mask i, F the mean of f over the masks, and k the share of the picture that is kept. The
 * masks are grids of cells x cells places, each kept with probability k, stretched to a little more than the picture
 * (bilinear), and cut at a random place.
 *
 * <p>The paper has no F: its map is this one and a floor of about F, which says only how likely the class is under any mask,
 * and would be drawn as if the whole picture spoke for the class. Where the score is linear in what is kept, sum over q of
 * b(q) m(q), the map tends to (1 / k) times the sum over q of b(q) cov(m(q), m(p)): b smoothed by the masks' own size.
 *
 * <p>The paper takes 4,000 to 8,000 masks.
 */
public final class Rise implements PictureMasks {

    private final int height;
    private final int width;
    private final int masks;
    private final int cells;
    private final double keep;
    private final long seed;
    private final double[] sums;
    private final double[][] weightedSums;
    private final double[] scoreSums;
    private int answers;

    /**
     * @param height  of the picture, in pixels of the model's input
     * @param width   of the picture, likewise
     * @param masks   N, at least 1
     * @param cells   of a mask along each side, at least 1
     * @param keep    k, above 0 and below 1
     * @param seed    of the random numbers
     * @param classes how many are asked for
     */
    public Rise(int height, int width, int masks, int cells, double keep, long seed, int classes) {
        if (masks < 1 || cells < 1 || !(keep > 0 && keep < 1)) {
            throw new IllegalArgumentException(
                    "%d masks of %d cells, of which a share of %s is kept".formatted(masks, cells, keep));
        }
        this.height = height;
        this.width = width;
        this.masks = masks;
        this.cells = cells;
        this.keep = keep;
        this.seed = seed;
        this.sums = new double[height * width];
        this.weightedSums = new double[classes][height * width];
        this.scoreSums = new double[classes];
    }

    @Override
    public int questions() {
        return masks;
    }

    @Override
    public float[] mask(int question) {
        SplittableRandom random = new SplittableRandom(31 * seed + question);
        // One cell more along each side than fit into the picture: the picture starts somewhere within the first.
        int side = cells + 1;
        float[] grid = new float[side * side];
        for (int cell = 0; cell < grid.length; cell++) {
            grid[cell] = random.nextDouble() < keep ? 1 : 0;
        }
        double cellHeight = (double) height / cells;
        double cellWidth = (double) width / cells;
        MapGeometry places = new MapGeometry(
                cellWidth * (0.5 - random.nextDouble()),
                cellHeight * (0.5 - random.nextDouble()),
                cellWidth,
                cellHeight,
                true);
        return Bilinear.resample(
                        new ActivationMap(side, side, grid),
                        places,
                        height,
                        width,
                        MapGeometry.even(height, width, height, width))
                .values();
    }

    @Override
    public void answer(int question, double[] scores) {
        float[] mask = mask(question);
        answers++;
        for (int pixel = 0; pixel < mask.length; pixel++) {
            sums[pixel] += mask[pixel];
        }
        for (int row = 0; row < scores.length; row++) {
            scoreSums[row] += scores[row];
            for (int pixel = 0; pixel < mask.length; pixel++) {
                weightedSums[row][pixel] += scores[row] * mask[pixel];
            }
        }
    }

    @Override
    public ActivationMap map(int row) {
        float[] map = new float[height * width];
        if (answers > 0) {
            double mean = scoreSums[row] / answers;
            for (int pixel = 0; pixel < map.length; pixel++) {
                map[pixel] = (float) ((weightedSums[row][pixel] - mean * sums[pixel]) / (answers * keep));
            }
        }
        return new ActivationMap(height, width, map);
    }
}
