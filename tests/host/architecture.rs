//! The rules for dependencies between the modules of `src`, as in CONTRIBUTING.md.
//!
//! The tests read the imports of each file. A file is a module, and so is a folder whose files
//! belong together. A folder that contains folders consists of several modules.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module's path, such as `form::el::children`.
type Module = String;

/// The modules that each module may import, in addition to its submodules. Each comes before those
/// that it may import.
const LAYERS: [(&str, &[&str]); 7] = [
    (
        "element",
        &["several", "form", "graph", "i18n", "skill", "platform"],
    ),
    ("several", &["form", "graph", "i18n", "skill", "platform"]),
    ("form", &["graph", "i18n", "skill", "platform"]),
    // Messages have keys for the reasons of failures.
    ("i18n", &["graph", "skill", "platform"]),
    ("graph", &["skill", "platform"]),
    ("skill", &["platform"]),
    ("platform", &[]),
];

/// The modules that parts of the form must not import, with the reason.
const FORM: [(&str, &[&str], &str); 3] = [
    ("form::el", &["form::"], "the view builder knows no form"),
    (
        "form::state",
        &[
            "form::fields",
            "form::field_frame",
            "form::categories",
            "form::errors",
            "form::submission",
            "form::draft",
            "form::view",
            "form::add_skill_form",
            "form::el",
        ],
        "the state knows no view: it is given callbacks",
    ),
    (
        "form::categories::batch",
        &["form::state", "form::el", "form::view"],
        "it is pure",
    ),
];

/// Pure modules, which the state may contain.
const PURE: [&str; 2] = ["form::categories::batch", "form::categories::text"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module_of(file: &Path) -> Module {
    let path = file.strip_prefix(root()).unwrap().with_extension("");
    let parts: Vec<_> = path.iter().map(|part| part.to_str().unwrap()).collect();
    parts.join("::").trim_end_matches("::mod").to_owned()
}

/// Returns the paths of a `use` without groups: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let Some((before, group)) = tree.split_once('{') else {
        return vec![tree.split(" as ").next().unwrap().trim().to_owned()];
    };
    let group = group.trim().strip_suffix('}').unwrap();
    let (mut depth, mut start, mut paths) = (0, 0, Vec::new());
    for (index, character) in group.char_indices().chain([(group.len(), ',')]) {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                let item = group[start..index].trim();
                if !item.is_empty() {
                    paths.extend(expand(item).iter().map(|item| format!("{before}{item}")));
                }
                start = index + 1;
            }
            _ => {}
        }
    }
    paths
}

/// Returns the modules that each file imports.
fn imports() -> BTreeMap<Module, BTreeSet<Module>> {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    let modules: BTreeSet<_> = paths.iter().map(|path| module_of(path)).collect();
    let mut imports = BTreeMap::new();
    for path in &paths {
        let module = module_of(path);
        let text = fs::read_to_string(path).unwrap();
        let code: String = text
            .lines()
            .map(|line| line.split("//").next().unwrap().to_owned() + "\n")
            .collect();
        let mut found = BTreeSet::new();
        for start in ["\nuse ", "\npub use ", "\npub(crate) use ", "\n    use "] {
            for import in code.split(start).skip(1) {
                let tree = import.split(';').next().unwrap();
                for path in expand(&tree.split_whitespace().collect::<Vec<_>>().join(" ")) {
                    found.extend(resolve(&module, path.trim(), &modules));
                }
            }
        }
        // Paths in the code itself.
        for path in code.split("crate::").skip(1) {
            let end = path
                .find(|character: char| !character.is_alphanumeric() && !"_:".contains(character));
            found.extend(resolve(
                &module,
                &format!("crate::{}", &path[..end.unwrap_or(path.len())]),
                &modules,
            ));
        }
        found.remove(&module);
        imports.insert(module, found);
    }
    imports
}

/// Returns the longest prefix of a path that is a module of the crate.
fn resolve(module: &str, path: &str, modules: &BTreeSet<Module>) -> Option<Module> {
    let mut parts: Vec<_> = path.split("::").collect();
    let mut base: Vec<_> = module.split("::").collect();
    match parts[0] {
        "crate" => {
            base.clear();
            parts.remove(0);
        }
        "super" => {
            while parts.first() == Some(&"super") {
                base.pop();
                parts.remove(0);
            }
        }
        "self" => {
            parts.remove(0);
        }
        _ => {}
    }
    let full: Vec<_> = base.into_iter().chain(parts).collect();
    (1..=full.len())
        .rev()
        .map(|length| full[..length].join("::"))
        .find(|path| modules.contains(path))
}

fn is_in(module: &str, of: &str) -> bool {
    module
        .strip_prefix(of)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::") || of.ends_with("::"))
}

#[test]
fn each_layer_imports_only_lower_layers() {
    for (module, imported) in imports() {
        let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| is_in(&module, layer)) else {
            continue;
        };
        for import in imported {
            let is_own = module.split("::").next() == import.split("::").next();
            let is_allowed = is_own || allowed.iter().any(|layer| is_in(&import, layer));
            assert!(
                is_allowed,
                "{module} imports {import}: only {allowed:?} are below it"
            );
        }
    }
}

#[test]
fn form_modules_import_no_forbidden_modules() {
    for (module, imported) in imports() {
        for (part, forbidden, reason) in FORM.iter().filter(|(part, ..)| is_in(&module, part)) {
            for import in &imported {
                let is_forbidden = forbidden.iter().any(|other| is_in(import, other));
                let is_own = is_in(import, part);
                let is_pure = PURE.contains(&import.as_str());
                assert!(
                    !is_forbidden || is_own || is_pure,
                    "{module} imports {import}: {reason}"
                );
            }
        }
    }
}

/// Returns the module of a file. A folder is one module, unless it contains folders. Pure modules
/// are modules of their own.
fn folder(module: &str) -> Module {
    if PURE.contains(&module) {
        return module.to_owned();
    }
    let path = root().join(module.replace("::", "/"));
    let folder = if path.is_dir() {
        path.clone()
    } else {
        path.parent().unwrap().to_owned()
    };
    let has_folders = fs::read_dir(&folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        path.is_dir() && path.join("mod.rs").exists()
    });
    if folder == root() || has_folders {
        module.to_owned()
    } else {
        module_of(&folder.join("mod.rs"))
    }
}

#[test]
fn modules_have_no_import_cycles() {
    let mut graph = BTreeMap::<Module, BTreeSet<Module>>::new();
    for (module, imported) in imports() {
        let from = folder(&module);
        // The files of a folder that contains folders are modules of their own. Its `mod.rs`
        // re-exports.
        if module == from && root().join(module.replace("::", "/")).is_dir() {
            continue;
        }
        let to = imported
            .iter()
            .map(|import| folder(import))
            .filter(|to| *to != from);
        graph.entry(from.clone()).or_default().extend(to);
    }
    // Kahn's algorithm: the remaining modules are in a cycle.
    loop {
        let leaves: Vec<_> = graph
            .iter()
            .filter(|(_, to)| to.iter().all(|to| !graph.contains_key(to)))
            .map(|(module, _)| module.clone())
            .collect();
        if leaves.is_empty() {
            break;
        }
        graph.retain(|module, _| !leaves.contains(module));
    }
    for (module, to) in &mut graph {
        to.retain(|to| to != module);
    }
    let left: Vec<_> = graph
        .iter()
        .map(|(module, to)| format!("{module} → {to:?}"))
        .collect();
    assert!(
        left.is_empty(),
        "these modules import each other:\n{}",
        left.join("\n")
    );
}
