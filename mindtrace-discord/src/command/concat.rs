//! Concatenates lists of arguments.

use super::ParamSpec;

/// Concatenates lists of arguments, such as those of flattened structs. Generated code calls it.
///
/// ```
/// use mindtrace_discord::command::{ParamSpec, concat};
///
/// const PAGE: &[ParamSpec] = &[ParamSpec::of::<u32>("page", "The page")];
/// const TAG: &[ParamSpec] = &[ParamSpec::of::<String>("tag", "The tag")];
/// const ALL: [ParamSpec; 2] = concat(&[TAG, PAGE]);
/// assert_eq!(ALL.map(|param| param.name()), ["tag", "page"]);
/// ```
///
/// # Panics
///
/// At compile time, if `N` is not the number of arguments.
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
