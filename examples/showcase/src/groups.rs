//! Groups: the module's name is put in front of its commands, such as `/tag create` and `!tag create`.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mindtrace_discord::prelude::*;

/// Saved texts by name; handlers borrow it.
#[derive(Debug, Default)]
pub struct Tags(Mutex<BTreeMap<String, String>>);

impl Tags {
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn names(ctx: &Context, typed: &str) -> Vec<String> {
    let Some(tags) = ctx.state::<Tags>() else { return Vec::new() };
    tags.all().keys().filter(|name| name.starts_with(typed)).cloned().collect()
}

/// Saved texts.
#[group(name = "tag", category = "Tags", aliases("t"))]
mod tag {
    use super::{Context, Result, Tags, UserError, command, group, names};

    /// Save a text under a name.
    #[command]
    async fn create(tags: &Tags, name: String, #[arg(rest)] text: String) -> String {
        let reply = format!("I saved the tag `{name}`.");
        tags.all().insert(name, text);
        reply
    }

    /// Show a saved text.
    #[command(aliases("get"))]
    async fn show(tags: &Tags, #[arg(autocomplete = names)] name: String) -> Result<String> {
        let text = tags.all().get(&name).cloned();
        Ok(text.ok_or_else(|| UserError::new(format!("There is no tag `{name}`.")))?)
    }

    /// Manage all tags.
    #[group(permissions(MANAGE_GUILD))]
    mod admin {
        use super::{Context, Tags, command};

        /// Delete all tags.
        #[command]
        async fn purge(ctx: &Context, tags: &Tags) -> String {
            let count = std::mem::take(&mut *tags.all()).len();
            format!("{} deleted {count} tags.", ctx.author().name)
        }
    }
}
