//! Items that macro expansions use. Not public API: it changes without notice, and the macro crate is pinned to match.

pub use inventory;
pub use serenity::model::Permissions;
pub use serenity::model::gateway::GatewayIntents;

pub use crate::args::limit::{Bound, ChoiceSpec, Literal};
pub use crate::args::{Arguments, Choice, suggest};
pub use crate::channels::Channels;
pub use crate::command::{
    Args, Check, CommandItem, CommandSpec, Defer, FunctionState, GroupSpec, Install, ParamSpec, StateSpec,
    after_state, before_state, check, check_state, concat, error_hook, hook, on_error_state, run_after,
    run_before, run_check, run_on_error, run_suggest, suggest_state,
};
pub use crate::component::{ComponentId, CustomIdValue};
pub use crate::context::Context;
pub use crate::error::Internal;
pub use crate::event::lifecycle;
pub use crate::event::{
    Event, EventItem, EventRef, EventScope, EventSpec, HttpEvent, HttpEventSpec, NotAnEvent, Probe,
    StoredEvent, StoredEventSpec, passes,
};
pub use crate::limits::concurrency_spec::Concurrency;
pub use crate::limits::cooldown_spec::{Cooldown, CooldownScope};
pub use crate::modal::{FieldSpec, Fill, Modal, ModalDraft, ModalSpec, NoFieldValue};
pub use crate::permissions;
pub use crate::reply::{Handled, Invoked, handle, run};
pub use crate::schedule::{Missed, ScheduleItem, ScheduleSpec, Tick};
pub use crate::store::StoreError;
pub use crate::surface::Surface;
