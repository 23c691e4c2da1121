// Contains the WebAssembly module, so that bundlers for servers need not copy a file.
import base64 from 'server-wasm';

export const load = () => new WebAssembly.Module(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
