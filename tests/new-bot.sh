#!/usr/bin/env bash
# Packages the crates as `cargo publish` would, creates a bot with the template, and runs its tests against the packages.
set -euo pipefail
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
crates=(mindtrace-discord-macros mindtrace-discord-sandbox mindtrace-discord)

folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
# The bot's tests compile the packages, so that they are not compiled a second time here.
for task in "publish --dry-run" package; do
    # shellcheck disable=SC2086
    cargo $task --quiet --no-verify --allow-dirty "${crates[@]/#/--package=}" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
done

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -1)
# The same profile as here, so that dependencies are compiled once.
options=(--config "profile.dev.debug = 'line-tables-only'" --config 'profile.dev.package."*".debug = false')
for crate in "${crates[@]}"; do
    tar -xzf "$target/package/$crate-$version.crate" -C "$folder"
    options+=(--config "patch.crates-io.$crate.path = '$folder/$crate-$version'")
done

# Like `cargo test` builds it.
cargo build --quiet --bin mindtrace-discord
"$target/debug/mindtrace-discord" new "$folder/my-bot" --published >/dev/null
# The same versions of dependencies as here, so that they are compiled once.
cp Cargo.lock "$folder/my-bot/"
cd "$folder/my-bot"
CARGO_TARGET_DIR=$target cargo test --quiet "${options[@]}"
said=$(printf '!hello world\n' | DISCORD_HTTP_ADDR=127.0.0.1:0 CARGO_TARGET_DIR=$target cargo run --quiet "${options[@]}" 2>"$folder/log") || { cat "$folder/log" >&2; exit 1; }
printf '%s\n' "$said"
[[ $said == *'Hello world!'* ]]
