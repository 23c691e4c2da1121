// Creates nodes from HTML that the package's build has generated.

/**
 * Creates nodes without the browser's parser, which Trusted Types block. Returns a fragment, and its elements and comments in document order.
 * @param {Document} page
 * @param {string} html The HTML of `scripts/shell.mjs`
 * @param {(text: string) => string} fill Replaces a text or an attribute's value
 */
export function build(page, html, fill = (text) => text) {
  const root = page.createDocumentFragment();
  /** @type {any[]} */
  const nodes = [];
  /** @type {any} */
  let parent = root;
  for (const [, close, tag, attributes, text] of html.matchAll(/<!---->|<(\/?)(\w+)((?: [\w-]+(?:="[^"]*")?)*)>|([^<]+)/g)) {
    if (close) parent = parent.parentNode;
    else if (text) parent.append(fill(text));
    else {
      const node = tag ? page.createElement(tag) : page.createComment('');
      for (const [, name, value = ''] of (attributes ?? '').matchAll(/ ([\w-]+)(?:="([^"]*)")?/g)) {
        /** @type {Element} */ (node).setAttribute(name, fill(value.replaceAll('#', 'add-skill-0-')));
      }
      nodes.push(node);
      parent.append(node);
      if (tag && tag !== 'input') parent = node;
    }
  }
  return { root, nodes };
}
