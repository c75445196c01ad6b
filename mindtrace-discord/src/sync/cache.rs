//! Remembers the lists that were written last, so that an unchanged list needs no request.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serenity::model::id::ApplicationId;
use sha2::{Digest, Sha256};

use crate::payload::{Entry, Scope};

/// The hashes of the lists last written to each scope, in memory and in a file.
#[derive(Debug, Default)]
pub(super) struct Cache {
    hashes: BTreeMap<String, String>,
    file: Option<PathBuf>,
}

/// Hashes a list of commands.
pub(super) fn hash(entries: &[Entry]) -> String {
    let mut hasher = Sha256::new();
    for entry in entries {
        hasher.update(entry.json.to_string());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    digest.iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}

impl Cache {
    /// Reads the file, if there is one; without it every list is compared.
    pub(super) fn open(file: Option<&Path>) -> Self {
        let hashes = file.map(|file| match std::fs::read(file) {
            Ok(text) => serde_json::from_slice(&text).unwrap_or_else(|error| {
                tracing::warn!(file = %file.display(), %error, "the DISCORD_SYNC_CACHE file is not valid and is written again");
                BTreeMap::new()
            }),
            Err(error) => {
                if error.kind() != std::io::ErrorKind::NotFound {
                    tracing::warn!(file = %file.display(), %error, "the DISCORD_SYNC_CACHE file cannot be read");
                }
                BTreeMap::new()
            }
        });
        Self { hashes: hashes.unwrap_or_default(), file: file.map(Path::to_owned) }
    }

    /// Whether the list last written to a scope has this hash.
    pub(super) fn has(&self, application: ApplicationId, scope: Scope, hash: &str) -> bool {
        self.hashes.get(&key(application, scope)).is_some_and(|known| known == hash)
    }

    /// Returns the guild scopes that a list was written to.
    pub(super) fn scopes(&self, application: ApplicationId) -> Vec<Scope> {
        let ours = self.hashes.keys().filter_map(|key| key.strip_prefix(&format!("{application}/")));
        ours.filter_map(|guild| guild.parse::<std::num::NonZeroU64>().ok())
            .map(|guild| Scope::Guild(guild.get().into()))
            .collect()
    }

    /// Remembers the list written to a scope; `None` removes the scope.
    pub(super) fn set(&mut self, application: ApplicationId, scope: Scope, hash: Option<String>) {
        let key = key(application, scope);
        let changed = match hash {
            Some(hash) => self.hashes.insert(key, hash.clone()) != Some(hash),
            None => self.hashes.remove(&key).is_some(),
        };
        if let (true, Some(file)) = (changed, &self.file)
            && let Err(error) = write(file, &self.hashes)
        {
            tracing::warn!(file = %file.display(), %error, "the DISCORD_SYNC_CACHE file cannot be written");
        }
    }
}

fn key(application: ApplicationId, scope: Scope) -> String {
    match scope {
        Scope::Global => format!("{application}/global"),
        Scope::Guild(guild) => format!("{application}/{guild}"),
    }
}

/// Replaces the file as a whole, because another process may read it at any time.
fn write(file: &Path, hashes: &BTreeMap<String, String>) -> std::io::Result<()> {
    use std::io::Write;
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let new = file.with_file_name(name);
    let mut handle = std::fs::File::create(&new)?;
    let written = handle
        .write_all(&serde_json::to_vec_pretty(hashes)?)
        .and_then(|()| handle.sync_all())
        .and_then(|()| std::fs::rename(&new, file));
    if written.is_err() {
        // The partial file is useless; failing to remove it is harmless.
        let _ = std::fs::remove_file(&new);
    }
    written
}

#[cfg(test)]
mod tests {
    use serenity::model::id::ApplicationId;

    use super::{Cache, Scope};

    #[test]
    fn the_next_process_reads_the_stored_hashes() {
        let file = std::env::temp_dir().join(format!("mindtrace-sync-{}.json", std::process::id()));
        let (one, other) = (ApplicationId::new(1), ApplicationId::new(2));
        let guild = Scope::Guild(7.into());
        let mut cache = Cache::open(Some(&file));
        cache.set(one, Scope::Global, Some("a".to_owned()));
        cache.set(one, guild, Some("b".to_owned()));
        let mut cache = Cache::open(Some(&file));
        assert!(cache.has(one, Scope::Global, "a") && cache.has(one, guild, "b"));
        assert!(!cache.has(one, Scope::Global, "b") && !cache.has(other, Scope::Global, "a"));
        assert_eq!((cache.scopes(one), cache.scopes(other)), (vec![guild], vec![]));
        cache.set(one, guild, None);
        assert!(Cache::open(Some(&file)).scopes(one).is_empty());
        std::fs::remove_file(&file).unwrap();
        std::fs::write(&file, "no json").unwrap();
        assert!(Cache::open(Some(&file)).scopes(one).is_empty());
        std::fs::remove_file(&file).unwrap();
    }
}
