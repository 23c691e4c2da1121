// The user's actions in one form, and its visible state.

const root = (element) => element.shadowRoot;
const find = (element, selector) => root(element)?.querySelector(selector) ?? null;
const control = (element, name) => find(element, `[name="${name}"]`);
const part = (element, name) => find(element, `[part~="${name}"]`);
const words = (element, name) => part(element, name)?.textContent ?? '';
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The values of an empty form. */
export const EMPTY = { displayName: '', proficiency: '', categories: [], webUrl: '', allowedAudiences: '' };

export const isReady = (element) => element.matches(':state(ready)') && part(element, 'submit') !== null;
export const isBusy = (element) => part(element, 'submit')?.getAttribute('aria-disabled') === 'true';

export function type(element, name, text) {
  const input = control(element, name);
  input.value = text;
  for (const kind of ['input', 'change', 'focusout']) input.dispatchEvent(new Event(kind, { bubbles: true }));
}

export function choose(element, name, value) {
  const select = control(element, name);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

export function addCategory(element, text) {
  const input = control(element, 'categories');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
}

/** Removes a category with its button. */
const removeCategory = (element) => part(element, 'remove')?.click();

/** Replaces the values of the form with a skill. Reports the values after each step. */
export async function* fill(element, skill, held) {
  let holds = { ...held };
  while (part(element, 'remove')) {
    removeCategory(element);
    holds = { ...holds, categories: holds.categories.slice(1) };
    yield holds;
    // The button disappears when the form is rendered again.
    await clock.pause(0);
  }
  for (const name of ['displayName', 'webUrl']) {
    type(element, name, skill[name] ?? '');
    yield (holds = { ...holds, [name]: skill[name] ?? '' });
  }
  for (const name of ['proficiency', 'allowedAudiences']) {
    choose(element, name, skill[name] ?? '');
    yield (holds = { ...holds, [name]: skill[name] ?? '' });
  }
  for (const category of skill.categories ?? []) {
    addCategory(element, category);
    yield (holds = { ...holds, categories: [...holds.categories, category] });
  }
}

/** Returns the values of the form. */
export const read = (element) => ({
  ...Object.fromEntries(['displayName', 'proficiency', 'webUrl', 'allowedAudiences'].map((name) => [name, control(element, name).value])),
  categories: [...root(element).querySelectorAll('[part~="item"] bdi')].map(({ textContent }) => textContent.trim()),
});

export const isSame = (one, other) => Object.keys(EMPTY).every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]));

/** Returns the available buttons other than the submit button. */
export const offers = (element) => [...root(element).querySelectorAll('[part="next-steps"] button')].map((button) => button.part.value);

/** Clicks a button, if it is available. */
export function press(element, name, times = 1) {
  const button = part(element, name);
  for (let count = 0; button && count < times; count += 1) button.click();
  return button !== null;
}

/** Returns the visible messages about the submission, with the visible ids. */
export const said = (element) => ({
  isAdded: part(element, 'added') !== null,
  isUpdated: part(element, 'updated') !== null,
  isUndone: part(element, 'undone') !== null,
  id: words(element, 'id').match(GUID)?.[0] ?? null,
  doubles: words(element, 'duplicates').match(GUID) ?? [],
  alert: words(element, 'alert').trim(),
});
