// The element's types and editors' data, from its custom elements manifest: https://github.com/webcomponents/custom-elements-manifest

const element = (manifest) => manifest.modules.flatMap(({ declarations = [] }) => declarations).find(({ tagName }) => tagName);
const made = "// Made by scripts/package from custom-elements.json.\n";

/** A doc comment. */
const doc = (text, indent = "") => `${indent}/** ${text} */\n`;
const key = (name) => (/^[A-Za-z]+$/.test(name) ? name : `'${name}'`);
const list = (names) => names.map((name) => `'${name}'`).join(" | ");

function member({ kind, name, type, description, parameters = [], readonly, static: isStatic, ...rest }) {
  const given = parameters.map((parameter) => `${parameter.name}${parameter.optional ? "?" : ""}: ${parameter.type.text}`).join(", ");
  const modifiers = `${isStatic ? "static " : ""}${readonly ? "readonly " : ""}`;
  const text = kind === "method" ? `${name}(${given}): ${rest.return.type.text};` : `${modifiers}${name}: ${type.text};`;
  return `${doc(description, "  ")}  ${text}\n`;
}

/** Accessors whose setter takes more than the getter gives. */
const LAX = { skill: "SkillProficiency | undefined" };

/** The events that the platform's types do not know. @param {any} manifest */
const own = (manifest) => element(manifest).events.filter(({ type }) => type.text !== 'Event');

/** define.d.ts: the class, and where the platform's types learn of it. */
export function define(manifest) {
  const { description, members } = element(manifest);
  const events = own(manifest);
  const parts = members.map((each) => {
    if (!LAX[each.name]) return member(each);
    return `${doc(each.description, "  ")}  get ${each.name}(): ${each.type.text};\n  set ${each.name}(value: ${LAX[each.name]});\n`;
  });
  return `${made}import type * as types from './types.js';
import type { DefineOptions, GetAccessToken, Messages, SkillProficiency, Suggest } from './types.js';

export * from './types.js';

${doc(description)}export declare class AddSkillElement extends HTMLElement {
${parts.join("")}}

/**
 * Defines the element under a tag, unless the tag is already defined, and loads the WebAssembly module once per page. Returns the class
 * that is defined under the tag, or \`undefined\` on a server.
 */
export declare function define(tag?: string, options?: CustomElementRegistry | DefineOptions): CustomElementConstructor | undefined;

declare global {
  interface HTMLElementTagNameMap {
    'add-skill': AddSkillElement;
  }
  interface GlobalEventHandlersEventMap {
${events.map(({ name, type, description }) => `${doc(description, "    ")}    '${name}': types.${type.text};\n`).join("")}  }
}
`;
}

/** Types for templates, by file. */
export function frameworks(manifest) {
  const { attributes, members } = element(manifest);
  const events = own(manifest);
  const writable = members.filter(({ kind, readonly, static: isStatic }) => kind === "field" && !readonly && !isStatic);
  const names = writable.map(({ name }) => name);
  const only = attributes.filter(({ name, fieldName }) => name !== fieldName);
  const props = `/** The element's properties, and its attributes with other names. */
export interface AddSkillProps extends Partial<Pick<AddSkillElement, ${list(names)}>> {
${only.map(({ name, type, description }) => `${doc(description, "  ")}  ${key(name)}?: ${type.text};\n`).join("")}}
`;
  const handlers = (spell) =>
    events.map(({ name, type, description }) => `${doc(description, "  ")}  ${key(spell(name))}?: (event: types.${type.text}) => void;\n`).join("");
  const head = (more) => `${made}${more}import type * as types from './types.js';\nimport type { AddSkillElement } from './define.js';\n\nexport * from './define.js';\n\n`;
  const camel = (name) => name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
  return {
    "react.d.ts": `${head("import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';\n")}${props}
/** The props of \`AddSkill\`: the element's attributes and properties, and its events. */
export interface AddSkillComponentProps extends Omit<HTMLAttributes<AddSkillElement>, keyof AddSkillProps>, Omit<AddSkillProps, 'value'> {
${handlers((name) => `on${camel(name)}`)}}

/**
 * \`<add-skill>\` as a component for React 18 and 19. It sets properties and adds listeners on server-rendered pages too, and calls the
 * functions of the latest render. \`skill\` prefills the form each time its content changes.
 */
export declare const AddSkill: ForwardRefExoticComponent<AddSkillComponentProps & RefAttributes<AddSkillElement>>;

/** React 19 sets properties and listens to events of custom elements by these names. */
export interface AddSkillAttributes extends Omit<HTMLAttributes<AddSkillElement>, keyof AddSkillProps>, AddSkillProps {
${handlers((name) => `on${name}`)}}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'add-skill': DetailedHTMLProps<AddSkillAttributes, AddSkillElement>;
    }
  }
}
`,
    "vue.d.ts": `${head("import type { HTMLAttributes, PublicProps } from 'vue';\n")}${props}
/** The element in Vue's templates; \`compilerOptions.isCustomElement\` has to know its tag. */
export type AddSkillComponent = new () => AddSkillElement & {
  /** Only for the types of templates: https://vuejs.org/guide/extras/web-components.html#typescript */
  $props: AddSkillProps & Omit<HTMLAttributes, keyof AddSkillProps> & PublicProps & AddSkillHandlers;
};
export interface AddSkillHandlers {
${handlers((name) => `on${camel(name)}`)}}

declare module 'vue' {
  interface GlobalComponents {
    'add-skill': AddSkillComponent;
  }
}
`,
    "svelte.d.ts": `${head("import type { HTMLAttributes } from 'svelte/elements';\n")}${props}
export interface AddSkillAttributes extends Omit<HTMLAttributes<AddSkillElement>, keyof AddSkillProps>, AddSkillProps {
${handlers((name) => `on${name}`)}${handlers((name) => `on:${name}`)}}

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'add-skill': AddSkillAttributes;
  }
}
`,
    "solid.d.ts": `${head("import type { JSX } from 'solid-js';\n")}${props}
type Prefixed<Prefix extends string, Types> = { [Name in keyof Types as Name extends string ? \`\${Prefix}:\${Name}\` : never]?: Types[Name] };

/** Solid sets properties by \`prop:\` and listens by \`on:\` (https://docs.solidjs.com/reference/jsx-attributes/prop). */
export interface AddSkillAttributes extends Omit<JSX.HTMLAttributes<AddSkillElement>, keyof AddSkillProps>, AddSkillProps, Prefixed<'prop', AddSkillProps>, Prefixed<'on', AddSkillEvents> {}
export interface AddSkillEvents {
${handlers((name) => name)}}

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'add-skill': AddSkillAttributes;
    }
  }
}
`,
    "preact.d.ts": `${head("import type { HTMLAttributes } from 'preact';\n")}${props}
/** Preact sets properties and listens to events of custom elements by these names. */
export interface AddSkillAttributes extends Omit<HTMLAttributes<AddSkillElement>, keyof AddSkillProps>, AddSkillProps {
${handlers((name) => `on${name}`)}}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'add-skill': AddSkillAttributes;
    }
  }
}
`,
    // Qwik derives the types of templates from the types of elements.
    "qwik.d.ts": `${made}export * from './define.js';\n`,
  };
}

/** For the setting \`html.customData\` of VS Code: https://github.com/microsoft/vscode-custom-data */
export function customData(manifest) {
  const { tagName, description, attributes } = element(manifest);
  const values = (text) => [...text.matchAll(/"([^"]+)"/g)].map(([, name]) => ({ name }));
  return {
    version: 1.1,
    tags: [
      {
        name: tagName,
        description,
        attributes: attributes.map(({ name, type, description: text }) => ({
          name,
          description: text,
          ...(type.text === "boolean" ? { valueSet: "v" } : {}),
          ...(values(type.text).length > 0 ? { values: values(type.text) } : {}),
        })),
      },
    ],
  };
}
