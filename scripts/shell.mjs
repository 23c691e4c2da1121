// Generates the shell: the form that the package's scripts show before the WebAssembly module is ready. All its parts are taken from the HTML that
// the view renders on a server, with the keys of messages instead of their texts.

/** Enclose the key of a message in the rendered HTML. No text contains these private-use characters. */
const [START, END] = ["\uE000", "\uE001"];
const MESSAGE = new RegExp(`${START}([^${END}]*)${END}`, "g");
/** The placeholder for a category. */
const ITEM = "\uE002";

/** The messages of the shell that the rendered form does not contain. */
const OTHERS = ["ui.errorPrefix", "ui.summaryTitle", "ui.stop", "ui.loading", "ui.loadingSubmit", "ui.unavailable", "count.items.one", "count.items.other"];

/** Returns the default form in English. @param {string} html @param {Record<string, string>} english */
function inEnglish(html, english) {
  return html.replace("<form", '<form dir="ltr" data-shell').replace(MESSAGE, (_, key) => english[key]);
}

/** Returns the order of the nodes as the module reads it. @param {{ version: string, tape: number[], nodes: Node[] }} form */
const orderOf = ({ version, tape, nodes }) => [version, nodes.length, ...tape.map((position) => (position === -1 ? "-" : position))].join(" ");

/** A node of the form. @typedef {{ start: number, end: number, attributes: string }} Node */

/**
 * Returns the elements and comments of HTML in document order, with their start and end.
 * @param {string} html
 */
function nodesOf(html) {
  const nodes = /** @type {Node[]} */ ([]);
  const open = /** @type {Node[]} */ ([]);
  for (const { 0: tag, 1: slash, 2: name, 3: attributes, index } of html.matchAll(/<(?:!---->|(\/?)([a-z0-9]+)([^>]*)>)/g)) {
    const end = index + tag.length;
    if (slash) {
      /** @type {Node} */ (open.pop()).end = end;
      continue;
    }
    const node = { start: index, end, attributes: attributes ?? "" };
    nodes.push(node);
    if (name && name !== "input") open.push(node);
  }
  return nodes;
}

/**
 * Generates a shell.
 * @param {(options: string) => string} render The function of the package's server module
 * @param {Record<string, string>} english The messages
 * @param {{ all: string[], inDefault: string[] }} paths The fields that a page can choose, and those of the default form
 */
export function shellOf(render, english, { all, inDefault }) {
  const messages = Object.fromEntries(Object.keys(english).map((key) => [key, START + key + END]));

  const texts = /** @type {Record<string, string>} */ ({});
  const name = (html) => html.replace(MESSAGE, (_, key) => {
    texts[key] = english[key];
    return `{${key}}`;
  });
  // Ids contain the number of the form, which is 0 in a shadow root.
  const short = (html) => {
    // The parser in npm/src/build.js supports neither.
    if (/[#&]/.test(html)) throw new Error(`scripts/shell.mjs: the form contains # or &: ${html}`);
    return name(html).replaceAll("add-skill-0-", "#");
  };

  /** Renders a form. Returns the HTML, its nodes, and the order in which the view has created them. @param {Record<string, any>} options */
  function rendered(options) {
    const [, form] = /(<form[^]*<\/form>)/.exec(render(JSON.stringify({ messages, lang: "en", details: "omitted", ...options }))) ?? [];
    const [, order] = / data-order="([^"]*)"/.exec(form) ?? [];
    const html = form.replace(/ data-(?:order|properties)="[^"]*"| (?:lang|dir)="[^"]*"(?=[^>]* method=)/g, "");
    const [version] = order.split(" ");
    const tape = order.split(" ").slice(2).map((position) => (position === "-" ? -1 : Number(position)));
    return { html, version, tape, nodes: nodesOf(html) };
  }

  /** Returns the HTML of a field and the order of its nodes. @param {string} path */
  function field(path) {
    const { html, tape, nodes } = rendered({ fields: path, required: path });
    const first = nodes.findIndex(({ attributes }) => attributes.includes(` data-field="${path}"`));
    const last = nodes.findLastIndex(({ end }) => end <= nodes[first].end);
    const from = tape.findIndex((position) => position >= first && position <= last);
    const to = tape.findLastIndex((position) => position >= first && position <= last);
    const order = tape.slice(from, to + 1);
    if (order.some((position) => position !== -1 && (position < first || position > last))) throw new Error(`scripts/shell.mjs: the nodes of ${path} are not made in one go.`);
    return {
      html: short(html.slice(nodes[first].start, nodes[first].end)),
      order: order.map((position) => (position === -1 ? -1 : position - first)),
      from,
    };
  }

  /**
   * Returns the default form without its fields.
   * @param {ReturnType<typeof rendered>} form
   * @param {number} from Where the order of the fields starts
   */
  function frame({ html, tape, nodes }, from) {
    const container = /** @type {Node} */ (nodes.find(({ attributes }) => attributes.includes(' part="fields"')));
    const inside = (position) => nodes[position].start > container.start && nodes[position].end < container.end;
    // The comment after the fields is kept.
    const marker = nodes.findLastIndex((_, position) => inside(position));
    const removed = nodes.map((_, position) => position).filter((position) => inside(position) && position !== marker);
    const shifted = (position) => (position === -1 ? -1 : position - removed.filter((other) => other < position).length);
    const kept = tape.filter((position) => !removed.includes(position));
    // Nodes that are created for fields but are not in the document, such as the marker of required fields, belong to the fields.
    const after = tape.slice(tape.findLastIndex((position) => removed.includes(position)) + 1);
    const order = [...tape.slice(0, from), ...after].map(shifted);
    if (kept.filter((position) => position !== -1).length !== order.filter((position) => position !== -1).length) throw new Error("scripts/shell.mjs: the view makes nodes of the form between its fields.");
    return { html: short(html.slice(0, nodes[removed[0]].start) + html.slice(nodes[marker].start)), order, from };
  }

  /** Returns the HTML of a category in the list. */
  function item() {
    const { html } = rendered({ fields: "categories", skill: { categories: [ITEM] } });
    const [found] = /<ul role="none">.*?<\/ul>/.exec(html) ?? [];
    if (!found?.includes(ITEM)) throw new Error("scripts/shell.mjs: the list has no item.");
    return found.replaceAll(ITEM, "{item}");
  }

  const fields = Object.fromEntries(all.map((path) => [path, field(path)]));
  const byDefault = rendered({});
  const shell = {
    frame: frame(byDefault, fields.displayName.from),
    fields: Object.fromEntries(Object.entries(fields).map(([path, { html, order }]) => [path, { html, order }])),
    item: short(item()),
    inDefault,
    order: orderOf(byDefault),
  };
  const descriptions = Object.keys(english).filter((key) => /^\w+Hint\./.test(key) && !key.endsWith(".unknownFutureValue"));
  for (const key of [...OTHERS, ...descriptions, "error.required", ...all.map((path) => `error.required.${path}`)]) if (english[key]) texts[key] = english[key];
  const ofFirst = ["ui.errorPrefix", "ui.summaryTitle", "error.required.displayName", "ui.loading"];
  return { shell, texts, firstTexts: Object.fromEntries(ofFirst.map((key) => [key, english[key]])), first: short(inEnglish(byDefault.html, english)) };
}
