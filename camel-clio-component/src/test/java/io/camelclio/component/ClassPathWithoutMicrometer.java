package io.camelclio.component;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

/** The test's own class path with its classes loaded anew, as far as they are not Micrometer's: those are not there. */
final class ClassPathWithoutMicrometer extends URLClassLoader {

    ClassPathWithoutMicrometer() {
        super(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(ClassPathWithoutMicrometer::url)
                        .toArray(URL[]::new),
                ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("io.micrometer.")) {
            throw new ClassNotFoundException(name);
        }
        return super.findClass(name);
    }
}
