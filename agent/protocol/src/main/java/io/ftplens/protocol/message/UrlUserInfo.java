package io.ftplens.protocol.message;

/** Takes the user information, which may hold a password, out of URLs (RFC 3986, 3.2.1). */
final class UrlUserInfo {
  private static final String SCHEME_END = "://";

  private UrlUserInfo() {}

  /** {@code ftp://bob:secret@host/x} becomes {@code ftp://host/x}; other text stays as it is. */
  static String strip(String text) {
    int from = text.indexOf(SCHEME_END);
    if (from < 0) {
      return text;
    }
    StringBuilder stripped = new StringBuilder(text.length());
    int copied = 0;
    while (from >= 0) {
      int authority = from + SCHEME_END.length();
      int end = authority;
      while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != ' ') {
        end++;
      }
      int at = text.lastIndexOf('@', end - 1);
      if (at >= authority) {
        stripped.append(text, copied, authority);
        copied = at + 1;
      }
      from = text.indexOf(SCHEME_END, end - 1);
    }
    return stripped.append(text, copied, text.length()).toString();
  }
}
