package dev.regard.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where ONNX Runtime computes: the CPU, or one CUDA device.
 *
 * @param cuda    number of the CUDA device; empty: CPU
 * @param threads for one run on the CPU
 */
public record Device(OptionalInt cuda, int threads) {

    private static final Logger LOG = LoggerFactory.getLogger(Device.class);

    /**
     * The device that a setting names.
     *
     * @param name {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}; auto takes CUDA where it works and says
     *     once, in the log, why it does not
     * @throws IllegalArgumentException where the name is none of these, or the device does not work
     */
    public static Device named(String name) {
        int cores = Runtime.getRuntime().availableProcessors();
        Device cpu = new Device(OptionalInt.empty(), cores);
        if (name.equals("cpu")) {
            return cpu;
        }
        if (!name.matches("auto|cuda(:\\d{1,2})?")) {
            throw new IllegalArgumentException("the device is one of auto, cpu, cuda, cuda:n; given '" + name + "'");
        }
        int number = name.startsWith("cuda:") ? Integer.parseInt(name.substring(5)) : 0;
        Device device = new Device(OptionalInt.of(number), cores);
        String obstacle = device.obstacle();
        if (obstacle.isEmpty()) {
            return device;
        }
        if (name.equals("auto")) {
            LOG.info("computing on the CPU: {}", obstacle);
            return cpu;
        }
        throw new IllegalArgumentException("the device " + name + " cannot be used: " + obstacle);
    }

    /** {@code cpu}, {@code cuda}, or {@code cuda:n} for the second device and all after it. */
    public String name() {
        return cuda.isEmpty() ? "cpu" : cuda.getAsInt() == 0 ? "cuda" : "cuda:" + cuda.getAsInt();
    }

    /** Options for a session on this device. Whoever asks closes them, after the session. */
    OrtSession.SessionOptions sessionOptions() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Threads that wait by spinning would take the cores from requests beside this one.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        if (cuda.isPresent()) {
            try (OrtCUDAProviderOptions cudaOptions = new OrtCUDAProviderOptions(cuda.getAsInt())) {
                options.addCUDA(cudaOptions);
            }
        }
        return options;
    }

    /** Why CUDA cannot be used; empty where it can. */
    private String obstacle() {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return "this build of ONNX Runtime has no CUDA (build with -Pgpu)";
        }
        try (OrtSession.SessionOptions options = sessionOptions()) {
            return "";
        } catch (OrtException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
