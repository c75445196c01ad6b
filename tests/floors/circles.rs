//! Finds circles of imports: strongly connected components, by Tarjan's algorithm.

use std::collections::{BTreeMap, BTreeSet};

use crate::imports::{Crate, Module};

/// The circles of two or more files, ignoring the modules in `facades`.
pub(crate) fn circles(source: &Crate, facades: &[&str]) -> Vec<Vec<Module>> {
    let is_facade = |module: &Module| facades.contains(&module.as_str());
    let mut edges: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
    for (from, to, _) in source.imports().filter(|(from, to, _)| !is_facade(from) && !is_facade(to)) {
        edges.entry(from).or_default().insert(to);
    }
    let mut search = Search {
        edges: &edges,
        found: BTreeMap::new(),
        low: BTreeMap::new(),
        open: Vec::new(),
        circles: Vec::new(),
    };
    for module in edges.keys() {
        if !search.found.contains_key(*module) {
            search.visit(module);
        }
    }
    search.circles.into_iter().filter(|circle| circle.len() > 1).collect()
}

struct Search<'a> {
    edges: &'a BTreeMap<&'a Module, BTreeSet<&'a Module>>,
    /// The order in which the modules were found.
    found: BTreeMap<&'a Module, usize>,
    /// The first module that each of them leads back to.
    low: BTreeMap<&'a Module, usize>,
    open: Vec<&'a Module>,
    circles: Vec<Vec<Module>>,
}

impl<'a> Search<'a> {
    fn visit(&mut self, module: &'a Module) {
        let index = self.found.len();
        self.found.insert(module, index);
        self.low.insert(module, index);
        self.open.push(module);
        for &next in self.edges.get(module).into_iter().flatten() {
            let back = match self.found.get(next) {
                None => {
                    self.visit(next);
                    self.low[next]
                }
                Some(index) if self.open.contains(&next) => *index,
                Some(_) => continue,
            };
            let low = self.low[module].min(back);
            self.low.insert(module, low);
        }
        if self.low[module] == index {
            let start = self.open.iter().position(|open| *open == module).unwrap_or_default();
            self.circles.push(self.open.drain(start..).cloned().collect());
        }
    }
}
