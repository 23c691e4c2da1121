// Extracts the part of the stylesheet that the first script contains: the rules for the default form when it appears. The next script replaces it
// with the complete stylesheet before anything else can be visible.

/** Matches states that the form cannot have when it appears: it is enabled and left-to-right, and has only errors of required fields. */
const LATER = /:(?:hover|active|disabled|read-only|dir\(rtl\))|(?<!(?:\.summary > div|\.error)):not\(:empty\)|\[(?:aria-(?:disabled|selected|expanded="true")|open|readonly|data-asleep)|\[hidden\]|inputmode="decimal"/;
/** Matches elements that are empty when the form appears. */
const EMPTY = /\.(?:notice|status|alert|outcome)\b|\[part/;
/** Matches at-rules that the form does not need when it appears. */
const OTHER_MEDIA = /^@(?:keyframes|container)|print|forced-colors|reduced-motion|prefers-contrast|hover: ?hover/;

/** Splits a selector list at its commas, but not in parentheses. @param {string} list */
const parts = (list) => list.split(/,(?![^(]*\))/).map((part) => part.trim());

/**
 * Returns the rules that may apply to a form.
 * @param {string} css The minified stylesheet
 * @param {string} form Its HTML
 */
export function firstStyle(css, form) {
  // Hidden elements do not need rules.
  const html = form.replace(/<(\w+)[^>]* hidden[^>]*>.*?<\/\1>|<(\w+) class="items".*?<\/\2>/g, "");
  const names = new Set(["add-skill", ...[...html.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names.split(" "))]);
  // The error summary has a heading and a list of links.
  const tags = new Set(["h2", "ul", "li", "a", ...[...html.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag)]);
  /** Whether a selector may match an element of the form. @param {string} selector @returns {boolean} */
  function applies(selector) {
    if (LATER.test(selector) || (EMPTY.test(selector) && !/empty|:has\(/.test(selector))) return false;
    const contents = [...selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "").matchAll(/:has\(([^()]*)\)/g)];
    if (contents.some(([, list]) => !parts(list).some(applies))) return false;
    const choices = [...selector.matchAll(/:is\(([^()]*)\)/g)].every(([, list]) => parts(list).some(applies));
    const rest = selector.replace(/:[\w-]+\((?:[^()]|\([^()]*\))*\)/g, "").replace(/\[[^\]]*\]/g, "");
    return choices
      && [...rest.matchAll(/\.([\w-]+)/g)].every(([, name]) => names.has(name))
      && [...rest.matchAll(/(?<![\w.:#-])[a-z][a-z0-9]*/g)].every(([tag]) => tags.has(tag));
  }

  /** Reads the rules of a block. Returns them and the position of the block's end. @param {number} start @returns {[string, number]} */
  function block(start) {
    let [kept, from] = ["", start];
    for (let at = start; at < css.length; at += 1) {
      if (css[at] === "}") return [kept + css.slice(from, at), at];
      if (css[at] === ";") {
        kept += css.slice(from, at + 1);
        from = at + 1;
      } else if (css[at] === "{") {
        const head = css.slice(from, at).trim();
        const [inner, end] = block(at + 1);
        const isRule = !head.startsWith("@");
        const own = isRule ? parts(head).filter((part) => /^(?::host|&)/.test(part) ? !LATER.test(part) : applies(part)).join(",") : head;
        if (inner && own && (isRule || !OTHER_MEDIA.test(head))) kept += `${own}{${inner}}`;
        at = end;
        from = end + 1;
      }
    }
    return [kept + css.slice(from), css.length];
  }
  return used(block(0)[0]);
}

/** Removes custom properties that no rule uses, including those that only such properties use. @param {string} css @returns {string} */
function used(css) {
  const kept = css.replace(/(--[\w-]+):(?:[^;{}()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*;?(?=[^;{}]*[;}])/g, (declaration, name) => (css.includes(`var(${name},`) || css.includes(`var(${name})`) ? declaration : ""));
  return kept === css ? css : used(kept);
}

/** The minimum length of a text that is replaced with a reference. */
const SHORTEST = 24;

/**
 * Returns a text in which references replace the parts that another text contains: \u0001, the position, a comma, the length, and a semicolon.
 * @param {string} text
 * @param {string} other
 */
export function withReferences(text, other) {
  let [written, at] = ["", 0];
  while (at < text.length) {
    let [place, length] = [-1, SHORTEST];
    for (let found = other.indexOf(text.slice(at, at + length)); found !== -1 && at + length <= text.length; found = other.indexOf(text.slice(at, at + length), found)) {
      place = found;
      length += 1;
    }
    written += place === -1 ? text[at] : `\u0001${place},${length - 1};`;
    at += place === -1 ? 1 : length - 1;
  }
  return written;
}
