//! The data of the bot, in a file that is written after every change.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Mutex;

use poise::serenity_prelude::{ChannelId, GuildId, UserId};
use serde::{Deserialize, Serialize};

use super::Error;

pub(crate) struct Saved {
    file: PathBuf,
    contents: Mutex<Contents>,
}

#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Contents {
    pub(crate) guilds: HashMap<GuildId, Guild>,
    pub(crate) reminders: Vec<Reminder>,
}

#[derive(Default, Deserialize, Serialize)]
pub(crate) struct Guild {
    pub(crate) prefix: Option<String>,
    pub(crate) welcome: Option<ChannelId>,
    pub(crate) warnings: HashMap<UserId, Vec<Warning>>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) polls: Vec<Poll>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Warning {
    pub(crate) reason: String,
    pub(crate) by: UserId,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Poll {
    pub(crate) question: String,
    pub(crate) answers: Vec<String>,
    /// The position of the answer that each member chose.
    pub(crate) votes: HashMap<UserId, usize>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Reminder {
    /// In seconds since 1970.
    pub(crate) due: u64,
    pub(crate) channel: ChannelId,
    pub(crate) user: UserId,
    pub(crate) text: String,
}

impl Saved {
    pub(crate) fn load(file: PathBuf) -> Result<Self, Error> {
        let contents = match std::fs::read(&file) {
            Ok(json) => serde_json::from_slice(&json)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Contents::default(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { file, contents: Mutex::new(contents) })
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(&Contents) -> T) -> T {
        read(&self.contents.lock().unwrap())
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Contents) -> T) -> Result<T, Error> {
        let mut contents = self.contents.lock().unwrap();
        let result = change(&mut contents);
        std::fs::write(&self.file, serde_json::to_vec(&*contents)?)?;
        Ok(result)
    }

    /// Reads the data of a guild, if it has any.
    pub(crate) fn read_guild<T>(&self, guild: GuildId, read: impl FnOnce(&Guild) -> T) -> Option<T> {
        self.read(|contents| contents.guilds.get(&guild).map(read))
    }

    pub(crate) fn change_guild<T>(
        &self,
        guild: GuildId,
        change: impl FnOnce(&mut Guild) -> T,
    ) -> Result<T, Error> {
        self.change(|contents| change(contents.guilds.entry(guild).or_default()))
    }
}
