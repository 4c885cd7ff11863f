package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.cam.CamMethod.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CamMethodTest {

    @ParameterizedTest
    @EnumSource
    void everyMethodSaysWhatItIs(CamMethod method) {
        assertThat(CamMethod.named(method.id())).contains(method);
        assertThat(method.paper()).containsPattern("https://\\S+");
        assertThat(method.summary()).endsWith(".");
        assertThat(method.whenToUse()).endsWith(".");
        assertThat(method.needsInWords()).isNotBlank();
        assertThat(method.cost()).isNotBlank();
    }

    @Test
    void aNameIsTakenLiterally() {
        assertThat(CamMethod.named("Grad-CAM")).isEmpty();
    }

    @Test
    void whatIsReadAtALayerAloneIsAClassActivationMap() {
        assertThat(CamMethod.EIGEN_CAM.kind()).isEqualTo(Kind.CLASS_ACTIVATION_MAP);
        assertThat(CamMethod.FULL_GRAD.kind()).isEqualTo(Kind.SALIENCY_MAP);
        assertThat(CamMethod.FULL_GRAD.hasLayer()).isFalse();
    }

    @Test
    void guidedGradCamIsASaliencyMapThatHasALayer() {
        assertThat(CamMethod.GUIDED_GRAD_CAM.kind()).isEqualTo(Kind.SALIENCY_MAP);
        assertThat(CamMethod.GUIDED_GRAD_CAM.hasLayer()).isTrue();
        assertThat(CamMethod.GUIDED_GRAD_CAM.needsInWords())
                .isEqualTo("a derivative for every operator behind the target layer;"
                        + " a derivative for every operator of the model, and ReLUs in it");
    }

    @Test
    void someMethodsDoNotKnowTheClass() {
        assertThat(Arrays.stream(CamMethod.values()).filter(method -> !method.dependsOnClass()))
                .containsExactly(
                        CamMethod.EIGEN_CAM, CamMethod.FEM, CamMethod.KPCA_CAM, CamMethod.FEATURE_FACTORIZATION);
    }

    @Test
    void whatServesAllClassesIsLong() {
        assertThat(Arrays.stream(CamMethod.values()).filter(CamMethod::sharesForwards))
                .allMatch(CamMethod::isLong);
    }
}
