//! Clients with no code of ours connect to the sandbox and answer there.

mod bare_serenity;
mod on_poise;
