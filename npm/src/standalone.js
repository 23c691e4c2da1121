// The self-contained classic script. It contains the WebAssembly module. Languages other than English are in `locales`, in the same folder.
import './add-skill.js';
