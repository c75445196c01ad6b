//! Uploaded files, which the sandbox serves as Discord's CDN does.

use std::collections::BTreeMap;

use axum::body::Bytes;

/// The largest size of a file, in bytes.
pub(crate) const FILE_SIZE: usize = 10 * 1024 * 1024;
/// The largest number of files in a message or in a file upload of a modal.
pub(crate) const FILES: usize = 10;
/// The largest size of all files together, in bytes; beyond it the oldest files are dropped.
const STORED: usize = 256 * 1024 * 1024;

/// The files that were uploaded recently.
#[derive(Debug, Default)]
pub(crate) struct FileStore {
    all: BTreeMap<u64, FileRecord>,
    size: usize,
}

/// One file.
#[derive(Debug, Clone)]
pub(crate) struct FileRecord {
    pub(crate) bytes: Bytes,
    pub(crate) content_type: &'static str,
}

impl FileStore {
    pub(crate) fn get(&self, id: u64) -> Option<&FileRecord> {
        self.all.get(&id)
    }

    pub(crate) fn insert(&mut self, id: u64, file: FileRecord) {
        self.size += file.bytes.len();
        self.all.insert(id, file);
        while self.size > STORED {
            let Some((_, oldest)) = self.all.pop_first() else { return };
            self.size -= oldest.bytes.len();
        }
    }
}

/// Returns the name under which Discord stores a file: it consists of characters that are safe in a URL.
pub(crate) fn stored_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| if c.is_whitespace() { '_' } else { c };
    let safe = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let name: String = base.chars().map(plain).filter(safe).collect();
    if name.trim_matches('.').is_empty() { "unknown".to_owned() } else { name }
}

pub(crate) fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    match extension.as_deref() {
        Some("txt" | "log" | "md" | "rs") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("svg") => "image/svg+xml",
        Some("mp3") => "audio/mpeg",
        Some("ogg") => "audio/ogg",
        Some("wav") => "audio/wav",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        _ => "application/octet-stream",
    }
}
