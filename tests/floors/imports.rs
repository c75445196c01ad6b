//! Reads the imports of a crate: for each file, the items of other files that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemUse, Macro, UseTree, Visibility};

/// A module by its path, such as `args::lookup`; the crate's root is empty.
pub(crate) type Module = String;

/// The files of a crate and their imports of each other.
pub(crate) struct Crate {
    modules: BTreeMap<Module, Source>,
    imports: BTreeSet<(Module, Module, String)>,
}

#[derive(Default)]
struct Source {
    /// The items that the file defines, and its child modules.
    defines: BTreeSet<String>,
    /// The names that its `use` declarations import, with their full paths.
    uses: BTreeMap<String, Vec<String>>,
    /// The modules of its glob imports.
    globs: Vec<Vec<String>>,
    /// Every path of the file that may refer to the crate.
    paths: BTreeSet<Vec<String>>,
    /// Paths that it only re-exports: `pub use` of a child module.
    re_exported: BTreeSet<Vec<String>>,
}

impl Crate {
    /// Reads the crate whose `lib.rs` is in `folder`.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut read = Self { modules: BTreeMap::new(), imports: BTreeSet::new() };
        read.file("", &folder.join("lib.rs"), folder);
        let mut imports = BTreeSet::new();
        for (module, source) in &read.modules {
            for path in &source.paths {
                let Some(target) = read.resolve(&read.absolute(module, path, 0), 0) else { continue };
                let is_below = target.starts_with(&format!("{module}::")) || module.is_empty();
                if target != *module && !(is_below && source.re_exported.contains(path)) {
                    imports.insert((module.clone(), target, path.join("::")));
                }
            }
        }
        read.imports = imports;
        read
    }

    /// Every import: the importing file, the defining file, and the path as written.
    pub(crate) fn imports(&self) -> impl Iterator<Item = (&Module, &Module, &str)> {
        self.imports.iter().map(|(from, to, name)| (from, to, name.as_str()))
    }

    fn file(&mut self, module: &str, path: &Path, folder: &Path) {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut source = Source::default();
        let mut below = Vec::new();
        for item in file.items.iter().filter(|item| !is_test(attributes(item))) {
            if let Item::Mod(inner) = item
                && inner.content.is_none()
            {
                below.push(inner.ident.to_string());
            }
            source.visit_item(item);
        }
        self.modules.insert(module.to_owned(), source);
        for name in below {
            let path = file_of(module, &name, folder);
            let child = if module.is_empty() { name } else { format!("{module}::{name}") };
            self.file(&child, &path, folder);
        }
    }

    /// A path relative to the crate's root; empty if it refers to another crate.
    fn absolute(&self, module: &str, path: &[String], depth: usize) -> Vec<String> {
        let mut here: Vec<String> =
            module.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let mut rest = path;
        match rest.first().map(String::as_str) {
            Some("crate") => return rest[1..].to_vec(),
            Some("self") => rest = &rest[1..],
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            Some(first) => {
                let source = &self.modules[module];
                if let Some(behind) = source.uses.get(first) {
                    // `use serde_json;` and the like refer to another crate.
                    if depth > 20 || behind.first().is_some_and(|behind| behind == first) {
                        return Vec::new();
                    }
                    let mut path = behind.clone();
                    path.extend_from_slice(&rest[1..]);
                    return self.absolute(module, &path, depth + 1);
                }
                if !source.defines.contains(first) {
                    return Vec::new();
                }
            }
            None => {}
        }
        here.extend_from_slice(rest);
        here
    }

    /// The module that defines the item of a path; follows re-exports.
    fn resolve(&self, path: &[String], depth: usize) -> Option<Module> {
        if path.is_empty() || depth > 20 {
            return None;
        }
        let mut module = String::new();
        for (position, part) in path.iter().enumerate() {
            let child = if module.is_empty() { part.clone() } else { format!("{module}::{part}") };
            if self.modules.contains_key(&child) {
                module = child;
                continue;
            }
            let source = &self.modules[&module];
            if let Some(behind) = source.uses.get(part) {
                let mut longer = self.absolute(&module, behind, 0);
                longer.extend_from_slice(&path[position + 1..]);
                return self.resolve(&longer, depth + 1);
            }
            if !source.defines.contains(part) {
                for glob in &source.globs {
                    let mut longer = self.absolute(&module, glob, 0);
                    longer.extend_from_slice(&path[position..]);
                    if let Some(found) = self.resolve(&longer, depth + 1).filter(|found| *found != module) {
                        return Some(found);
                    }
                }
            }
            break;
        }
        Some(module)
    }
}

impl Source {
    fn use_tree(&mut self, tree: &UseTree, path: &mut Vec<String>, is_public: bool) {
        match tree {
            UseTree::Path(inner) => {
                path.push(inner.ident.to_string());
                self.use_tree(&inner.tree, path, is_public);
                path.pop();
            }
            UseTree::Group(group) => {
                for inner in &group.items {
                    self.use_tree(inner, path, is_public);
                }
            }
            UseTree::Glob(_) => {
                self.globs.push(path.clone());
                self.add(path.clone(), is_public);
            }
            UseTree::Name(name) => {
                self.name(&name.ident.to_string(), name.ident.to_string(), path, is_public);
            }
            UseTree::Rename(name) => {
                self.name(&name.ident.to_string(), name.rename.to_string(), path, is_public);
            }
        }
    }

    fn name(&mut self, name: &str, bound: String, path: &[String], is_public: bool) {
        let mut full = path.to_vec();
        let bound = if name == "self" { path.last().cloned().unwrap_or(bound) } else { bound };
        if name != "self" {
            full.push(name.to_owned());
        }
        self.uses.insert(bound, full.clone());
        self.add(full, is_public);
    }

    fn add(&mut self, path: Vec<String>, is_public: bool) {
        if is_public {
            self.re_exported.insert(path.clone());
        }
        self.paths.insert(path);
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        let name = match item {
            Item::Const(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Fn(item) => Some(&item.sig.ident),
            Item::Macro(item) => item.ident.as_ref(),
            Item::Mod(item) => Some(&item.ident),
            Item::Static(item) => Some(&item.ident),
            Item::Struct(item) => Some(&item.ident),
            Item::Trait(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.defines.extend(name.map(|name| name.to_string().trim_start_matches("r#").to_owned()));
        visit::visit_item(self, item);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let is_public = !matches!(item.vis, Visibility::Inherited);
        self.use_tree(&item.tree, &mut Vec::new(), is_public);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if parts.len() > 1 || parts.first().is_some_and(|part| part == "crate") {
            self.paths.insert(parts);
        }
        visit::visit_path(self, path);
    }

    /// The paths of a visibility, such as `pub(in path)`, are not imports.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    /// Finds paths in the tokens of a macro: every run of names with `::` between them.
    fn visit_macro(&mut self, mac: &'ast Macro) {
        let text = mac.tokens.to_string().replace(" :: ", "::").replace(":: ", "::").replace(" ::", "::");
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
            let parts: Vec<String> = word.split("::").map(str::to_owned).collect();
            if parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && !part.contains(':')) {
                self.paths.insert(parts);
            }
        }
        visit::visit_macro(self, mac);
    }
}

fn file_of(module: &str, name: &str, folder: &Path) -> PathBuf {
    let mut path = folder.to_owned();
    path.extend(module.split("::").filter(|part| !part.is_empty()));
    path.join(format!("{name}.rs"))
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}
