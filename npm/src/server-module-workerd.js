// The module as an import, because Cloudflare's runtime compiles no WebAssembly while it runs.
import module from './server_bg.wasm';

export const load = () => module;
