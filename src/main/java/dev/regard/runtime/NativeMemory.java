package dev.regard.runtime;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The memory that ONNX Runtime takes from the system, which is none of Java's heap. */
public final class NativeMemory {

    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TRIM = "systemTrimNativeHeap";

    private NativeMemory() {}

    /**
     * Hands what closed sessions left back to the system. The C library of Linux keeps it otherwise, in pieces too small for
     * the next session. Does nothing where the platform knows no such command.
     */
    public static void giveBack() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            server.invoke(new ObjectName(COMMANDS), TRIM, new Object[] {null}, new String[] {String[].class.getName()});
        } catch (JMException e) {
            // Another C library, or another JVM: memory is reused there without help, or later.
        }
    }
}
