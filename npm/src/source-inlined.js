// The module as part of the script, for source.js: deflated, so that the script is not much larger than what it unpacks to.
import deflated from 'wasm';

export function source() {
  const bytes = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0));
  const wasm = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  // Without a prototype: a page may have put a status on every object's.
  return new Response(wasm, Object.setPrototypeOf({ headers: { 'content-type': 'application/wasm' } }, null));
}
