package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.MapFinding;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageException;
import dev.regard.image.ImageLimits;
import dev.regard.image.ModelInput;
import dev.regard.image.Preprocessor;
import dev.regard.metrics.Relevance;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.InterruptedRunException;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one model many things, about pictures and about altered copies of them: what checks of maps are made of. The work is
 * long work: it is cut into slices between which others may use the device. Made by {@link Explainer#probe}; for one thread,
 * and to be closed. All methods that ask throw {@link ExplainException}.
 */
public final class Probe implements AutoCloseable {

    private final Engine engine;
    private final Share share;
    private final MethodChoice choice;
    private final Cancellation cancellation;
    private final Progress progress;
    private final PassRunner runner;
    private final InputView view;
    private final boolean isShuffled;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);
    private long forwards;

    Probe(Engine engine, Share share, MethodChoice choice, Cancellation cancellation, Progress progress) {
        this(engine, share, choice, cancellation, progress, false);
    }

    private Probe(
            Engine engine,
            Share share,
            MethodChoice choice,
            Cancellation cancellation,
            Progress progress,
            boolean isShuffled) {
        this.engine = engine;
        this.share = share;
        this.choice = choice;
        this.cancellation = cancellation;
        this.progress = progress;
        this.isShuffled = isShuffled;
        this.runner = new PassRunner(engine, share, choice.model(), cancellation, Progress.UNHEARD);
        this.view = new InputView(choice.model().graph());
    }

    /** Writes an altered copy of a picture. */
    public interface Writer {
        /**
         * @param question its number
         * @param into     where to, in the layout of {@link ModelInput#tensor}
         * @param offset   of its first number
         */
        void write(int question, float[] into, int offset);
    }

    /** Hears what the model says of a copy. */
    public interface Answers {
        /**
         * @param question its number
         * @param scores   of all classes
         */
        void take(int question, float[] scores);
    }

    /** Name of the model. */
    public String model() {
        return choice.model().name();
    }

    /** The method that makes the maps. */
    public CamMethod method() {
        return choice.method();
    }

    /** True where one map takes many runs of the model. */
    public boolean asksOften() {
        return choice.method().isLong() || choice.options().isOn(MethodOption.SMOOTH);
    }

    /** Names of the target layers. */
    public List<String> layers() {
        return choice.layers().stream().map(LayerInfo::name).toList();
    }

    /** Of the classes, in the order of the scores. */
    public List<String> labels() {
        return choice.model().labels();
    }

    /** The class that was asked for, given the scores of a picture: by its name, or its best one. */
    public int classOf(float[] scores) {
        return choice.names().resolve(choice.classes(), predictions(scores)).getFirst();
    }

    /** The class of this name or index. Throws {@link ExplainException.BadSelection} where there is none. */
    public int classNamed(ClassSelection.Key name) {
        return choice.names()
                .resolve(new ClassSelection.Listed(List.of(name)), List.of())
                .getFirst();
    }

    /** How pictures and maps lie in what the model sees. */
    public InputView view() {
        return view;
    }

    /** A picture as the model sees it. */
    public ModelInput read(byte[] picture) {
        return guarded(() ->
                Preprocessor.preprocess(decoder.decode(picture), choice.model().preprocessing()));
    }

    /** Scores of all classes. Throws {@link BrokenModel} where one of them is no number. */
    public float[] scores(ModelInput input) {
        return run(Pass.SCORES, null, Question.ofEach(input.tensor(), 0), Set.of())
                .scores()
                .slice(0)
                .values();
    }

    /** All classes, best first. */
    public List<Prediction> predictions(float[] scores) {
        return Predictions.of(scores, labels(), choice.model().activation());
    }

    /** How likely the model holds a class to be, 0 to 1. Throws {@link BrokenModel} where that is no number. */
    public double probability(float[] scores, int index) {
        double probability = Predictions.probabilities(scores, choice.model().activation())[index];
        if (!Double.isFinite(probability)) {
            throw choice.model().noNumbers();
        }
        return probability;
    }

    /**
     * Activations of a picture at the first target layer; without one, the colours that the model sees.
     *
     * @return activations, [C, h, w]
     */
    public FloatTensor features(ModelInput input) {
        if (choice.layers().isEmpty()) {
            return choice.model().graph().inputLayout().maps(input.tensor().slice(0));
        }
        LayerInfo layer = choice.layers().getFirst();
        ForwardBackward result =
                run(Pass.ACTIVATIONS, layer.name(), Question.ofEach(input.tensor(), 0), EnumSet.of(Wanted.ACTIVATIONS));
        return layer.layout().maps(result.get(Wanted.ACTIVATIONS).slice(0));
    }

    /** The map of a class. A method that asks many questions counts as one forward here. */
    public ClassMap map(ModelInput input, int index) {
        return maps(input, List.of(index), Progress.UNHEARD).getFirst();
    }

    /**
     * The maps of several classes together, in their order; one forward here, too.
     *
     * @param told hears how far a method that takes long has come
     */
    public List<ClassMap> maps(ModelInput input, List<Integer> indices, Progress told) {
        return guarded(() -> {
            forwards++;
            ClassSelection listed = ClassSelection.Listed.at(indices);
            MethodRun run = new MethodRun(choice.with(listed), input, runner, told, soFar -> {});
            return MapMaker.find(run).maps();
        });
    }

    /** A map at the size of what the model sees, as metrics judge it. Throws {@link BrokenModel} where it is no numbers. */
    public Relevance relevance(ClassMap map, ModelInput input) {
        if (map.finding() != null && map.finding().kind() == MapFinding.Kind.NOT_NUMBERS) {
            throw choice.model().noNumbers();
        }
        return new Relevance(view.height(), view.width(), view.stretched(map, input));
    }

    /**
     * Asks about altered copies, a batch after the other.
     *
     * @param count how many
     * @param name  what one is called, for people who watch; null: nobody is told
     */
    public void ask(int count, @Nullable String name, Writer writer, Answers answers) {
        Sampler sampler = new Sampler(Pass.SCORES, null, choice.model().graph().inputShape(), null, writer::write);
        Throughput throughput = runner.throughput(sampler);
        for (int first = 0; first < count; ) {
            int from = first;
            int size = Math.min(throughput.size(), count - first);
            ForwardBackward result = guarded(() -> {
                try (Load.Part samples = runner.load().samples(size * sampler.sampleBytes())) {
                    return runner.run(Pass.SCORES, null, () -> sampler.question(from, size), Set.of());
                }
            });
            throughput.note(size, runner.lastNanos());
            for (int index = 0; index < size; index++) {
                answers.take(from + index, result.scores().slice(index).values());
            }
            forwards += size;
            first += size;
            if (name != null) {
                progress.report(name, first, count);
            }
        }
    }

    /**
     * The same, about copies that are made whole.
     *
     * @param copies [C, H, W] each, by the number of the question; made as the device's turn comes, so they have to be at hand
     *               or quick to make
     */
    public void ask(int count, IntFunction<FloatTensor> copies, Answers answers) {
        Writer writer = (question, into, offset) -> {
            float[] copy = view.interleaved(copies.apply(question));
            System.arraycopy(copy, 0, into, offset, copy.length);
        };
        ask(count, null, writer, answers);
    }

    /** How many layers have weights that {@link #shuffled} can take apart. */
    public int weightLayers() {
        return choice.model().graph().weightLayers();
    }

    /**
     * Asks the same of the model after it has lost what its last layers have learned: their weights are in another order.
     * To be closed on its own.
     *
     * @param layers how many, counted from the class scores backwards
     */
    public Probe shuffled(int layers, long seed) {
        return new Probe(
                engine, share, choice.with(choice.model().shuffled(layers, seed)), cancellation, progress, true);
    }

    /** For work between two questions that takes a while. Throws {@link ExplainException.Cancelled}. */
    public void throwIfCancelled() {
        cancellation.throwIfCancelled();
    }

    /** How often the model was run on one picture. */
    public long forwards() {
        return forwards;
    }

    private ForwardBackward run(Pass pass, @Nullable String layer, Question question, Set<Wanted> wanted) {
        forwards += question.rowCount();
        return guarded(() -> runner.run(pass, layer, question, wanted));
    }

    private <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (ImageException e) {
            throw PictureFiles.refused(e);
        } catch (InterruptedRunException e) {
            throw new Cancelled("The request was cancelled.");
        } catch (InvalidModelException e) {
            throw new BrokenModel("The model '%s' failed: %s.".formatted(model(), e.getMessage()));
        }
    }

    /** Gives its sessions back. */
    @Override
    public void close() {
        runner.close();
        if (isShuffled) {
            engine.sessions().retire(choice.model().id());
            engine.throughputs().forget(choice.model().id());
        }
    }
}
