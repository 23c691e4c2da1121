// The exports of the package's first script for the scripts that it loads: `shell.js` and `runtime.js`.
export * from '../../src/element/js/element.js';
export { build } from './build.js';
export { isCheckable, mark, missing, required, showUnavailable } from './errors.js';
export { LATE, dropClicks, findRendered, isDefault, listen, storageKey } from './first.js';
export { source } from './source.js';
export { default as firstStyle } from 'first-style';
