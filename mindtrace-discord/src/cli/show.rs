//! Writes to standard output and standard error.

use std::io::{ErrorKind, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use crate::bot::Error;
use crate::cli::call::Call;

/// Writes a text that ends with a newline. A closed pipe is no error.
pub(crate) fn text(text: &str) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    let newline = if text.ends_with('\n') { "" } else { "\n" };
    match write!(out, "{text}{newline}").and_then(|()| out.flush()) {
        Err(source) if source.kind() != ErrorKind::BrokenPipe => {
            Err(Error::Io { what: "cannot write to standard output", source })
        }
        _ => Ok(()),
    }
}

/// Writes a remark to standard error.
pub(crate) fn remark(text: &str) {
    // Without a standard error there is nowhere to report this to.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Formats rows as columns with two spaces between them.
pub(crate) fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        let cells: Vec<String> =
            row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// Writes completions for a shell, under the name by which the program was called.
pub(crate) fn completions(shell: Shell) -> Result<(), Error> {
    let program = std::env::args_os().next().map(std::path::PathBuf::from);
    let name = program.as_deref().and_then(std::path::Path::file_stem);
    let name = name.map_or_else(|| "bot".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Call::command(), name, &mut script);
    text(&String::from_utf8_lossy(&script))
}
