package io.ftplens.it.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/** The backend's page of one span, as a person sees it in a browser. */
final class Page {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** All is below a shadow root, which {@code document.body.innerText} leaves out. */
  private static final String ROOT = "document.querySelector('#autotel-devtools-root').shadowRoot";

  private static final String TEXT =
      "(() => { try { return [..."
          + ROOT
          + ".children].map(e => e.innerText || '').join('\\n'); } catch (e) { return ''; } })()";

  private final Browser browser;

  private Page(Browser browser) {
    this.browser = browser;
  }

  /** Opens the page of a span and waits until the span's attributes are there. */
  static Page open(Browser browser, String url) throws IOException {
    browser.open(url);
    Page page = new Page(browser);
    Awaitility.await("the page of " + url)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(page.text()).contains("Attributes (", "ftp.command.name"));
    return page;
  }

  /** Each of these attributes stands on the page, with its value. */
  void shows(Map<String, String> attributes) throws IOException {
    String text = text();
    attributes.forEach(
        (name, value) ->
            assertThat(text).containsPattern(quote(name) + "\\s+\\w+\\s+" + quote(value) + "\\s"));
  }

  void shows(String... texts) throws IOException {
    assertThat(text()).contains(texts);
  }

  /**
   * Has those attributes alone shown whose names match, with room for their names and values, as a
   * person does who pulls the panel and the list wider.
   */
  void filterAttributes(String text) throws IOException {
    browser.evaluate(
        """
        (() => {
          const root = %s;
          [...root.querySelectorAll('button')]
              .filter(button => button.innerText.trim() === 'Timing')
              .forEach(button => button.click());
          const input = root.querySelector('input[placeholder^="Filter attributes"]');
          input.value = '%s';
          input.dispatchEvent(new Event('input', {bubbles: true}));
          const panel = input.closest('[style*="width"]');
          if (panel) panel.style.width = '420px';
          root.querySelectorAll('.resize-y').forEach(list => list.style.height = '412px');
          input.scrollIntoView();
        })()
        """
            .formatted(ROOT, text));
    Awaitility.await("the filter " + text)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(text()).doesNotContain("ftp.command.name"));
  }

  private String text() throws IOException {
    return browser.evaluate(TEXT).getAsString() + "\n";
  }

  private static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }
}
