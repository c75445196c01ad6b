#!/usr/bin/env bash
# Measures the compile cost of a command.
#
# Writes a crate with 200 commands of two arguments and the same crate with none, runs `cargo check` on both, and fails
# if a command costs more than 4 ms of CPU: user and system time of cargo and rustc. It takes the minimum of five runs,
# because other load can only add to it. With the argument `poise` it also measures the same commands on poise.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=${CARGO_TARGET_DIR:-$root/target}/compile-cost
limit_ms=4
count=200

# crate NAME DEPENDENCY: writes the manifest of a crate outside the workspace, with the workspace's lock file.
crate() {
    mkdir -p "$work/$1/src"
    cp Cargo.lock "$work/$1/Cargo.lock"
    cat > "$work/$1/Cargo.toml" <<TOML
[package]
name = "$1"
version = "0.0.0"
edition = "2024"
[workspace]
[dependencies]
$2
TOML
}

ours='mindtrace-discord = { path = "'$root'/mindtrace-discord" }'
crate cost-none "$ours"
printf 'use mindtrace_discord::prelude::*;\n\npub fn bot() -> BotBuilder {\n    Bot::builder()\n}\n' > "$work/cost-none/src/lib.rs"

crate cost-ours "$ours"
{
    cat "$work/cost-none/src/lib.rs"
    for n in $(seq $count); do
        cat <<RUST

/// Command number $n.
#[command(category = "Generated", cooldown = "5s")]
pub async fn command_$n(
    ctx: &Context,
    /// A number
    #[arg(min = 1, max = 100)]
    number: u8,
    /// A text
    text: Option<String>,
) -> String {
    format!("{} {text:?} {number}", ctx.author().name)
}
RUST
    done
} > "$work/cost-ours/src/lib.rs"

if [ "${1:-}" = poise ]; then
    poise='poise = { version = "0.7.1" }'
    crate cost-poise-none "$poise"
    printf 'pub type Error = Box<dyn std::error::Error + Send + Sync>;\npub type Context<'"'a"'> = poise::Context<'"'a"', (), Error>;\n' > "$work/cost-poise-none/src/lib.rs"
    crate cost-poise "$poise"
    {
        cat "$work/cost-poise-none/src/lib.rs"
        for n in $(seq $count); do
            cat <<RUST

/// Command number $n.
#[poise::command(prefix_command, slash_command, category = "Generated", user_cooldown = 5)]
pub async fn command_$n(
    ctx: Context<'_>,
    #[description = "A number"]
    #[min = 1]
    #[max = 100]
    number: u8,
    #[description = "A text"] text: Option<String>,
) -> Result<(), Error> {
    ctx.say(format!("{} {text:?} {number}", ctx.author().name)).await?;
    Ok(())
}
RUST
        done
    } > "$work/cost-poise/src/lib.rs"
fi

# cpu NAME: prints the CPU time in milliseconds of checking the crate alone, with its dependencies already checked.
cpu() {
    local best= run
    export CARGO_TARGET_DIR="$work/target"
    cargo check --quiet --manifest-path "$work/$1/Cargo.toml" >&2 || return 1
    for _ in 1 2 3 4 5; do
        touch "$work/$1/src/lib.rs"
        TIMEFORMAT='%U %S'
        run=$({ time cargo check --quiet --manifest-path "$work/$1/Cargo.toml" 2>/dev/null; } 2>&1 | awk '{ printf "%d", ($1 + $2) * 1000 }')
        if [ -z "$best" ] || [ "$run" -lt "$best" ]; then best=$run; fi
    done
    echo "$best"
}

# report NAME FULL NONE: logs the cost of one command, and prints it in hundredths of a millisecond.
report() {
    local each=$((($2 - $3) * 100 / count))
    printf '%-18s %6d ms for %d commands, %6d ms for none: %d.%02d ms of CPU a command\n' "$1" "$2" "$count" "$3" $((each / 100)) $((each % 100)) >&2
    echo "$each"
}

# Separate assignments: `set -e` ignores a failed substitution inside a command's arguments.
full=$(cpu cost-ours)
none=$(cpu cost-none)
each=$(report mindtrace-discord "$full" "$none")
if [ "${1:-}" = poise ]; then
    full=$(cpu cost-poise)
    none=$(cpu cost-poise-none)
    report 'poise 0.7.1' "$full" "$none" > /dev/null
fi
if [ "$each" -gt $((limit_ms * 100)) ]; then
    echo "a command costs more than $limit_ms ms to check" >&2
    exit 1
fi
