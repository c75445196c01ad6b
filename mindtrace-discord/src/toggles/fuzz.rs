//! The parser of the state file, with the invariants that hold for any input.

use serenity::model::Timestamp;

use super::State;
use super::store::parse;

/// Reads the text of a state file.
///
/// # Panics
///
/// When the state is another one after it was written, or its changes do not lead to it.
pub fn state(text: &[u8]) {
    let Ok(state) = parse(text) else { return };
    let written = serde_json::to_vec_pretty(&state);
    assert!(written.is_ok_and(|written| parse(&written).is_ok_and(|again| again == state)));
    let mut built = State::default();
    for change in State::default().changes(&state) {
        built.apply(change, Timestamp::now());
    }
    // Of several toggles for one target in one guild, the last one counts.
    for toggle in &state.toggles {
        let known = built.of(&toggle.target, toggle.guild_id);
        let mut same = state.toggles.iter().rev();
        let last = same.find(|other| (&other.target, other.guild_id) == (&toggle.target, toggle.guild_id));
        assert_eq!(known.map(|known| known.enabled), last.map(|last| last.enabled));
    }
}
