package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.CamMethod;
import dev.regard.cam.MapCheck;
import dev.regard.cam.Occlusion;
import dev.regard.cam.PictureMasks;
import dev.regard.cam.Rise;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The methods that ask the model about the picture with something hidden, without a look inside. */
final class AskedPictures {

    /** Share of the picture that a mask of RISE keeps, as in the paper. */
    private static final double KEEP = 0.5;

    private final MethodRun run;
    private final ForwardBackward first;
    private final List<Integer> classes;

    AskedPictures(MethodRun run) {
        this.run = run;
        this.first = run.runner().run(Pass.SCORES, null, Question.of(run.input().tensor(), 0), Set.of());
        this.classes = run.classes(first);
    }

    Found make() {
        return run.choice().method() == CamMethod.RISE ? rise() : occlusion();
    }

    private Found rise() {
        MethodOptions options = run.choice().options();
        Rise method = new Rise(
                run.model().graph().inputHeight(),
                run.model().graph().inputWidth(),
                options.whole(MethodOption.MASKS),
                options.whole(MethodOption.CELLS),
                KEEP,
                options.whole(MethodOption.SEED),
                classes.size());
        return ask(method, MaskedPictures.onZero(run), "Mask", this::probabilities);
    }

    private Found occlusion() {
        MethodOptions options = run.choice().options();
        Occlusion method = new Occlusion(
                run.model().graph().inputHeight(),
                run.model().graph().inputWidth(),
                options.whole(MethodOption.WINDOW),
                options.whole(MethodOption.STRIDE),
                scores(first.scores().slice(0).values()));
        MaskedPictures pictures = new MaskedPictures(run, run.plain(options.colour(MethodOption.BASELINE)));
        return ask(method, pictures, "Window", this::scores);
    }

    private Found ask(PictureMasks method, MaskedPictures pictures, String name, Inquiry.Scores scores) {
        new Inquiry(run, name, scores).ask(method, pictures.sampler(method), () -> found(method));
        return found(method);
    }

    private Found found(PictureMasks method) {
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < classes.size(); row++) {
            ActivationMap map = method.map(row);
            maps.add(run.atPicture(classes.get(row), map, MapCheck.ofAnswers(map), null));
        }
        return Found.of(first, maps);
    }

    private double[] scores(float[] all) {
        return classes.stream().mapToDouble(index -> all[index]).toArray();
    }

    private double[] probabilities(float[] all) {
        double[] probabilities = Predictions.probabilities(all, run.model().activation());
        return classes.stream().mapToDouble(index -> probabilities[index]).toArray();
    }
}
