package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BrokenModel;
import dev.regard.explain.ExplainException.Cancelled;
import dev.regard.image.DecodedImage;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageException;
import dev.regard.image.ImageLimits;
import dev.regard.image.ModelInput;
import dev.regard.image.Preprocessor;
import dev.regard.model.InvalidModelFolderException;
import dev.regard.model.ModelFolder;
import dev.regard.runtime.Device;
import dev.regard.runtime.InterruptedRunException;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns pictures into explanations. Blocking; one explainer serves many threads. */
public final class Explainer implements AutoCloseable {

    private final Device device;
    private final Models models;
    private final Engine engine;
    private final MapMaker mapMaker;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    private Explainer(Device device, Models models) {
        this.device = device;
        this.models = models;
        this.engine = Engine.of(new Sessions(device));
        this.mapMaker = new MapMaker(engine);
    }

    /**
     * Opens the models in these folders.
     *
     * @param modelRoots folders that hold one folder per model
     * @param device     {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}
     * @throws IllegalArgumentException where the device is none of these or cannot be had
     */
    public static Explainer open(List<Path> modelRoots, String device) {
        return new Explainer(Device.named(device), new Models(modelRoots));
    }

    /** Opens the default model's session, so that the first who asks need not wait for it. */
    public void warmUp() {
        LoadedModel model = models.find(null);
        LayerInfo layer = model.recommendedLayers().stream().findFirst().orElse(null);
        Pass pass = layer == null ? Pass.SCORES : layer.hasClassMaps() ? Pass.FORWARD : Pass.LAYER_GRADIENTS;
        String name = layer == null ? null : layer.name();
        engine.sessions()
                .lease(model.id(), model.graph(), name, pass, new Cancellation(), Progress.UNHEARD)
                .close();
    }

    /**
     * Looks into the folders again, for models that came, went or changed. Whoever works with one that is gone finishes.
     *
     * @param complete names of models whose folders are known to be complete; others are listed a look later
     * @return true where the list has changed
     */
    public boolean refresh(Set<String> complete) {
        Models.Change change = models.refresh(complete);
        for (LoadedModel gone : change.gone()) {
            engine.sessions().retire(gone.id());
            engine.throughputs().forget(gone.id());
        }
        return change.isAny();
    }

    /** What is going on at the moment. */
    public Load load() {
        return engine.load();
    }

    /**
     * Whether a method asks the model many times.
     *
     * @param method its name as it was asked for; null, or one that there is not, is not long
     */
    public static boolean isLong(@Nullable String method) {
        return method != null && CamMethod.named(method).map(CamMethod::isLong).orElse(false);
    }

    /** How people write the name of a method; one that there is no longer keeps its name. */
    public static String titleOf(String method) {
        return CamMethod.named(method).map(CamMethod::title).orElse(method);
    }

    /** The device in use: {@code cpu}, {@code cuda} or {@code cuda:n}. */
    public String device() {
        return device.name();
    }

    /** Every model found, broken ones too, the default first. Reads models not yet read: may take seconds. */
    public List<ModelDescription> models() {
        return models.describeAll();
    }

    /** Whether a model of this name is listed, working or not. */
    public boolean hasModel(String name) {
        return models.has(name);
    }

    /** One model. */
    public ModelDescription model(String name) {
        return models.describe(name);
    }

    /** What a model's own page tells. Reads the whole file. Throws {@link ExplainException}. */
    public ModelDetails details(String name) {
        return models.find(name).details(models.folder(name));
    }

    /** Every method. */
    public List<MethodDescription> methods() {
        return Arrays.stream(CamMethod.values())
                .map(method -> new MethodDescription(
                        method.id(),
                        method.title(),
                        method.summary(),
                        method.paper(),
                        method.whenToUse(),
                        method.needsInWords(),
                        method.cost(),
                        method.kind() == CamMethod.Kind.SALIENCY_MAP ? "saliency-map" : "class-activation-map",
                        method.hasLayer(),
                        method.dependsOnClass(),
                        method.givesAllClasses(),
                        method.isLong(),
                        method.sharesForwards(),
                        method.givesConcepts(),
                        MethodOptions.describe(method)))
                .toList();
    }

    /**
     * What a request would cost on this device; its picture is not looked at. Throws {@link ExplainException}.
     *
     * <p>The first time for a model, it takes a few runs of it.
     */
    public Cost cost(ExplainRequest request) {
        LoadedModel model = models.find(request.model());
        try {
            return new Costs(engine).of(MethodChoice.of(model, request), request.client());
        } catch (InvalidModelException e) {
            throw new BrokenModel("The model '%s' failed: %s.".formatted(model.name(), e.getMessage()));
        }
    }

    /** Shows a picture to a model as each preset prepares it, its own preprocessing first. Throws {@link ExplainException}. */
    public List<PreprocessingTrial> tryPreprocessings(String name, byte[] picture, String client) {
        LoadedModel model = models.find(name);
        try (PassRunner runner =
                new PassRunner(engine, new Share(client, false), model, new Cancellation(), Progress.UNHEARD)) {
            return new PreprocessingTrials(model, runner, decoder.decode(picture)).all();
        } catch (ImageException e) {
            throw PictureFiles.refused(e);
        } catch (InvalidModelException e) {
            throw new BrokenModel("The model '%s' failed: %s.".formatted(model.name(), e.getMessage()));
        }
    }

    /** Reads and draws pictures without a model. */
    public PictureFiles pictures() {
        return new PictureFiles(decoder);
    }

    /** Corrects what the folders of models say. */
    public Amendments amendments() {
        return new Amendments(models, name -> refresh(Set.of(name)));
    }

    /**
     * Looks at the files of a model that nobody trusts yet, in little memory and time, and runs nothing. Throws
     * {@link ExplainException} where that alone tells that it cannot be used.
     */
    public static void glance(Path folder) {
        try {
            LoadedModel.glance(new ModelFolder(folder));
        } catch (InvalidModelFolderException | InvalidModelException e) {
            throw new BrokenModel(String.valueOf(e.getMessage()));
        }
    }

    /** Reads a request, and the model where nobody has yet, without looking at its picture. Throws {@link ExplainException}. */
    public void check(ExplainRequest request) {
        MethodChoice.of(models.find(request.model()), request);
    }

    /** What {@link #explain} would answer; empty where a model must be read to tell, or the request be refused. */
    public Optional<ExplanationId> idOf(ExplainRequest request) {
        return models.known(request.model()).flatMap(model -> {
            try {
                MethodChoice choice = MethodChoice.of(model, request);
                return Optional.of(ExplanationId.of(choice, Checksum.sha256(request.picture())));
            } catch (ExplainException refused) {
                return Optional.empty();
            }
        });
    }

    /** False where the model has gone or changed since. */
    public boolean isCurrent(ExplanationId id) {
        return models.isListed(id.model());
    }

    /** Explains a picture. Throws {@link ExplainException}. */
    public Explanation explain(ExplainRequest request, Cancellation cancellation) {
        return explain(request, cancellation, Progress.UNHEARD);
    }

    /** Explains a picture and tells how far it has come. Throws {@link ExplainException}. */
    public Explanation explain(ExplainRequest request, Cancellation cancellation, Progress progress) {
        LoadedModel model = models.find(request.model());
        MethodChoice choice = MethodChoice.of(model, request);
        try {
            long start = System.nanoTime();
            DecodedImage picture = decoder.read(request.picture());
            ModelInput input = Preprocessor.preprocess(picture.pixels(), model.preprocessing());
            long decoded = System.nanoTime();
            cancellation.throwIfCancelled();
            Answer answer = new Answer(
                    choice,
                    device.name(),
                    Checksum.sha256(request.picture()),
                    input,
                    picture.appearance(),
                    (decoded - start) / 1e6);
            Share share = new Share(request.client(), choice.method().isLong());
            return mapMaker.make(answer, share, cancellation, progress);
        } catch (ImageException e) {
            throw PictureFiles.refused(e);
        } catch (InterruptedRunException e) {
            throw new Cancelled("The request was cancelled.");
        } catch (InvalidModelException e) {
            throw new BrokenModel("The model '%s' failed: %s.".formatted(model.name(), e.getMessage()));
        }
    }

    /**
     * Begins to ask a model many things; see {@link Probe}. Throws {@link ExplainException}.
     *
     * @param request its picture is not looked at; one class is asked about
     */
    public Probe probe(ExplainRequest request, Cancellation cancellation, Progress progress) {
        MethodChoice choice = MethodChoice.of(models.find(request.model()), request);
        return new Probe(engine, new Share(request.client(), true), choice, cancellation, progress);
    }

    @Override
    public void close() {
        engine.sessions().close();
    }
}
