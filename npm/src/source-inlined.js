// Replaces source.js in the self-contained script, which contains the module in compressed form.
import deflated from 'wasm';

export function source() {
  const bytes = Uint8Array.from(atob(deflated), (character) => character.charCodeAt(0));
  const wasm = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  // Without a prototype, because a page may have added `status` to `Object.prototype`.
  return new Response(wasm, Object.setPrototypeOf({ headers: { 'content-type': 'application/wasm' } }, null));
}
