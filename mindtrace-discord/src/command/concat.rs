//! Arguments that are written in several places.

use super::ParamSpec;

/// Several lists of arguments as one, for structs of arguments among others. Generated code calls it.
///
/// # Panics
///
/// In the compiler, when `N` is not the number of arguments.
pub const fn concat<const N: usize>(lists: &[&[ParamSpec]]) -> [ParamSpec; N] {
    let mut all = [ParamSpec::of::<bool>("", ""); N];
    let (mut list, mut at) = (0, 0);
    while list < lists.len() {
        let mut item = 0;
        while item < lists[list].len() {
            all[at] = lists[list][item];
            at += 1;
            item += 1;
        }
        list += 1;
    }
    assert!(at == N, "the number of arguments is not that of the lists");
    all
}
