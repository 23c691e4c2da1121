// Imports the WebAssembly module, because Cloudflare's runtime does not compile WebAssembly from bytes.
import module from './server_bg.wasm';

export const load = () => module;
