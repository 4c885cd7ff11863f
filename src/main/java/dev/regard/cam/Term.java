package dev.regard.cam;

/**
 * What is summed at each place, from the activation a and the gradient g there. Each has a loop of its own, which the JVM
 * turns into vector instructions; a function called for every number takes five times as long.
 */
enum Term {
    ACTIVATION {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = a[from + i];
            }
        }
    },
    GRADIENT {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = g[from + i];
            }
        }
    },
    /** |g|. */
    GRADIENT_MAGNITUDE {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.abs(g[from + i]);
            }
        }
    },
    /** g a. */
    PRODUCT {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = (double) g[from + i] * a[from + i];
            }
        }
    },
    /** |g a|. */
    PRODUCT_MAGNITUDE {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.abs((double) g[from + i] * a[from + i]);
            }
        }
    },
    /** (g a)<sup>2</sup>. */
    PRODUCT_SQUARE {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                double product = (double) g[from + i] * a[from + i];
                into[i] = product * product;
            }
        }
    },
    /** max(0, g a). */
    POSITIVE_PRODUCT {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.max(0, (double) g[from + i] * a[from + i]);
            }
        }
    },
    /** max(0, g) a. */
    POSITIVE_GRADIENT_PRODUCT {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.max(0, (double) g[from + i]) * a[from + i];
            }
        }
    },
    /** |max(0, g) a|. */
    POSITIVE_GRADIENT_PRODUCT_MAGNITUDE {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.max(0, (double) g[from + i]) * Math.abs(a[from + i]);
            }
        }
    },
    /** |g| max(1, |a|). */
    GRADIENT_BY_AT_LEAST_ONE {
        @Override
        void fill(float[] a, float[] g, int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.abs((double) g[from + i]) * Math.max(1, Math.abs(a[from + i]));
            }
        }
    };

    /**
     * The terms of some places in a row.
     *
     * @param a    activations
     * @param g    gradients
     * @param from the first place
     * @param into one for each place
     */
    abstract void fill(float[] a, float[] g, int from, double[] into);
}
