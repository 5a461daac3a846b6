package org.unclip.training.gpu;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shared libraries that ND4J's CUDA backend is linked against and does not bring along.
 *
 * <p>Read from the binaries of nd4j-cuda-11.6 1.0.0-M2.1 and javacpp's cuda 11.6-8.3-1.5.7, and confirmed by loading
 * both with stubs of these five alone. Without the driver, cudart or cuBLAS, ND4J prints a stack trace and takes the
 * CPU; without cuSOLVER it fails. cuDNN is not among them: it belongs to another build of the backend.
 *
 * @param searched folders where the system's loader looks on its own
 * @param cached names in the loader's cache
 * @param elsewhere folders where people have them, and the loader does not look
 */
record CudaLibraries(List<Path> searched, List<String> cached, List<Path> elsewhere) {
    private static final String DRIVER = "libcuda.so.1";
    private static final List<String> NEEDED =
            List.of(DRIVER, "libcudart.so.11.0", "libcublas.so.11", "libcublasLt.so.11", "libcusolver.so.11");

    CudaLibraries {
        searched = List.copyOf(searched);
        cached = List.copyOf(cached);
        elsewhere = List.copyOf(elsewhere);
    }

    /** Where this process would find libraries. */
    static CudaLibraries ofThisMachine() {
        List<Path> searched = new ArrayList<>(folders(System.getenv("LD_LIBRARY_PATH")));
        // The search path of the binaries themselves, then the system's.
        Stream.of("/usr/local/cuda-11.6/lib64", "/lib64", "/usr/lib64", "/lib", "/usr/lib")
                .map(Path::of)
                .forEach(searched::add);
        List<Path> elsewhere = new ArrayList<>(folders(System.getProperty("java.library.path")));
        elsewhere.addAll(toolkits(Path.of("/usr/local")));
        elsewhere.addAll(toolkits(Path.of("/opt")));
        elsewhere.add(Path.of("/usr/lib/x86_64-linux-gnu"));
        return new CudaLibraries(searched, loaderCache("/sbin/ldconfig"), elsewhere);
    }

    /** What is missing, in sentences that say where it is or how to get it; empty if nothing is. */
    List<String> problems() {
        Map<Path, List<String>> misplaced = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (String library : NEEDED) {
            if (!loads(library)) {
                in(elsewhere, library)
                        .map(folder -> misplaced.computeIfAbsent(folder, first -> new ArrayList<>()))
                        .orElse(missing)
                        .add(library);
            }
        }
        List<String> problems = new ArrayList<>();
        misplaced.forEach((folder, names) -> problems.add(are(names) + " in " + folder
                + ", where the loader does not look: add that folder to LD_LIBRARY_PATH before the worker starts."));
        if (missing.remove(DRIVER)) {
            problems.add(DRIVER + " is not found: it comes with NVIDIA's driver; in a container, set"
                    + " NVIDIA_DRIVER_CAPABILITIES=compute,utility.");
        }
        if (!missing.isEmpty()) {
            problems.add(
                    are(missing) + " not found: install CUDA 11's libraries (NVIDIA's package cuda-libraries-11-6;"
                            + " those of CUDA 12 do not serve) and add their folder to LD_LIBRARY_PATH before the worker starts.");
        }
        return problems;
    }

    private static String are(List<String> names) {
        return String.join(", ", names) + (names.size() == 1 ? " is" : " are");
    }

    private boolean loads(String library) {
        return cached.contains(library) || in(searched, library).isPresent();
    }

    private static Optional<Path> in(List<Path> folders, String library) {
        return folders.stream()
                .filter(folder -> Files.isReadable(folder.resolve(library)))
                .findFirst();
    }

    private static List<Path> folders(String path) {
        return Arrays.stream(Objects.requireNonNullElse(path, "").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList();
    }

    /** The library folders of the CUDA toolkits below a folder. */
    private static List<Path> toolkits(Path parent) {
        String[] names = Objects.requireNonNullElse(parent.toFile().list(), new String[0]);
        return Arrays.stream(names)
                .filter(name -> name.startsWith("cuda"))
                .sorted()
                .map(name -> parent.resolve(name).resolve("lib64"))
                .toList();
    }

    /** The names that {@code ldconfig -p} prints for this processor; none where there is no such program. */
    static List<String> loaderCache(String ldconfig) {
        try {
            return Program.ask(List.of(ldconfig, "-p"))
                    .text()
                    .lines()
                    .filter(line -> line.contains("x86-64") && line.contains(" => "))
                    .map(line -> line.strip().split("\\s")[0])
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
