package dev.regard.ranking;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What methods are judged by. What each one is, and who defined it, stands where it is computed: {@code dev.regard.metrics}. */
public enum Metric {
    /** Combined ROAD, (LeRF - MoRF) / 2. */
    ROAD("road", true, true),
    /**
     * Insertion less deletion. Zhang, Rao &amp; Yang 2021, Group-CAM: Group Score-Weighted Visual Explanations for Deep
     * Convolutional Networks, arXiv 2103.13859: their over-all score.
     */
    OVERALL("overall", true, true),
    /** Area below the curve of insertion, from the blurred picture. */
    INSERTION("insertion", true, true),
    /** Area below the curve of deletion, to the mean colour. */
    DELETION("deletion", false, true),
    /** Average drop, with the mean colour in place of what is hidden. */
    AVERAGE_DROP("average-drop", false, true),
    /** Share of pictures of which the masked one convinces more. */
    INCREASE("increase", true, true),
    /** Average gain. */
    AVERAGE_GAIN("average-gain", true, true),
    /** Share of the picture that the map is about. */
    COMPLEXITY("complexity", false, true),
    /** Whether the map finds itself again in what it lets through. */
    COHERENCY("coherency", true, true),
    /** Average drop, coherency and complexity in one number. */
    ADCC("adcc", true, true),
    /** Whether hiding random parts lowers the score by what the map gives to them: sensitivity-n. */
    SENSITIVITY_N("sensitivity-n", true, true),
    /** How far the map moves when the picture hardly does. */
    MAX_SENSITIVITY("max-sensitivity", false, true),
    /** By how much attributions miss what they promise to add up to, as a share of it; of methods that promise it. */
    COMPLETENESS("completeness", false, true),
    /** Share of objects whose box the hottest pixel lies in. */
    POINTING_BOX("pointing-box", true, false),
    /** Share of evidence within the box. */
    ENERGY_BOX("energy-box", true, false),
    /** Share of objects on which the hottest pixel lies. */
    POINTING_MASK("pointing-mask", true, false),
    /** Share of evidence on the object itself. */
    ENERGY_MASK("energy-mask", true, false),
    /** Share of objects round which the map draws the box, at the best threshold. */
    MAX_BOX_ACC("max-box-acc", true, false),
    /** Overlap of the box that the map draws, at a fifth of its maximum, with that of the object. */
    BOX_IOU("box-iou", true, false);

    /** Those that take as long as all the others together: found out only where they are what counts. */
    public static final Set<Metric> SLOW =
            Collections.unmodifiableSet(EnumSet.of(ROAD, SENSITIVITY_N, MAX_SENSITIVITY));

    /** How faithful maps are to the model: those that need neither labels nor boxes. */
    public static final Set<Metric> OF_FAITHFULNESS = those(true);

    /** Whether maps lie where the boxes are. */
    public static final Set<Metric> OF_BOXES =
            Collections.unmodifiableSet(EnumSet.of(POINTING_BOX, ENERGY_BOX, MAX_BOX_ACC, BOX_IOU));

    /** Whether maps lie where the mask is. */
    public static final Set<Metric> OF_MASKS = Collections.unmodifiableSet(EnumSet.of(POINTING_MASK, ENERGY_MASK));

    /** Whether maps lie where the object is: those that ask the model nothing. */
    public static final Set<Metric> OF_PLACE = those(false);

    private final String id;
    private final boolean isMoreBetter;
    private final boolean isOfFaithfulness;

    Metric(String id, boolean isMoreBetter, boolean isOfFaithfulness) {
        this.id = id;
        this.isMoreBetter = isMoreBetter;
        this.isOfFaithfulness = isOfFaithfulness;
    }

    private static Set<Metric> those(boolean areOfFaithfulness) {
        EnumSet<Metric> all = EnumSet.allOf(Metric.class);
        all.removeIf(metric -> metric.isOfFaithfulness != areOfFaithfulness);
        return Collections.unmodifiableSet(all);
    }

    /** Its name in requests and reports. */
    public String id() {
        return id;
    }

    /** True where larger numbers are better. */
    public boolean isMoreBetter() {
        return isMoreBetter;
    }

    /** True where it is a share of pictures, each of which counts or does not. */
    boolean isShare() {
        return this == INCREASE || this == POINTING_BOX || this == POINTING_MASK || this == MAX_BOX_ACC;
    }

    /** The metric of this name. */
    public static Optional<Metric> named(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
