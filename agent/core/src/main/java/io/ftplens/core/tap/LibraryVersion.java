package io.ftplens.core.tap;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The version of the jar that a class is in. No class is loaded for it, and no class loader of the
 * application is asked: what the JVM knows of the package is read, and the jar, if it is a file.
 */
final class LibraryVersion {
  private static final String POM = "META-INF/maven/commons-net/commons-net/pom.properties";

  private static final Pattern FILE_NAME =
      Pattern.compile(".*/commons-net-(\\d[^/!]*)\\.jar(?:!/?)?");

  private static final String UNKNOWN = "";

  /** Held by the application's class, not by us, so that no loader of the application is kept. */
  private static final ClassValue<String> COMMONS_NET =
      new ClassValue<String>() {
        @Override
        protected String computeValue(Class<?> type) {
          String version = ofCommonsNet(type);
          return version == null ? UNKNOWN : version;
        }
      };

  private LibraryVersion() {}

  /** Null if it is not known. */
  static @Nullable String of(Class<?> type, boolean commonsNet) {
    if (!commonsNet) {
      Package itsPackage = type.getPackage();
      return itsPackage == null ? null : itsPackage.getImplementationVersion();
    }
    String version = COMMONS_NET.get(type);
    return version.equals(UNKNOWN) ? null : version;
  }

  /** A copy inside another jar has the manifest of that one, but brings its own pom along. */
  private static @Nullable String ofCommonsNet(Class<?> type) {
    Package itsPackage = type.getPackage();
    String title = itsPackage == null ? null : itsPackage.getImplementationTitle();
    if (itsPackage != null && title != null && namesCommonsNet(title)) {
      return itsPackage.getImplementationVersion();
    }
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      URL location = source == null ? null : source.getLocation();
      return location == null ? null : ofJar(location);
    } catch (SecurityException | IOException | URISyntaxException unreadable) {
      return null;
    }
  }

  /** {@code Apache Commons Net}, {@code Commons Net}, {@code org.apache.commons.net}. */
  private static boolean namesCommonsNet(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '.').endsWith("commons.net");
  }

  private static @Nullable String ofJar(URL location) throws IOException, URISyntaxException {
    Matcher fileName = FILE_NAME.matcher(location.toString());
    if (fileName.matches()) {
      return fileName.group(1);
    }
    // Only of a file on this machine; the path part alone tells a share of another.
    boolean local = location.getProtocol().equals("file") && location.getAuthority() == null;
    File file = local ? new File(location.toURI()) : null;
    if (file == null || !file.isFile()) {
      return null;
    }
    try (ZipFile jar = new ZipFile(file)) {
      ZipEntry entry = jar.getEntry(POM);
      if (entry == null) {
        return null;
      }
      Properties properties = new Properties();
      try (InputStream in = jar.getInputStream(entry)) {
        properties.load(in);
      }
      return properties.getProperty("version");
    }
  }
}
