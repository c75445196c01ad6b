#!/usr/bin/env bash
# Runs all fuzz targets at once on the nightly toolchain, for as many seconds as the argument says (60 by default). The argument `build`
# only builds them.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}

# The workspace forbids unsafe code, so a sanitizer would find nothing in it.
cargo +nightly fuzz build --dev --sanitizer none
[ "$seconds" != build ] || exit 0
found=$(mktemp -d)
targets=()
for target in $(cargo +nightly fuzz list); do
    # New inputs go to the first folder, so that the corpus in the tree does not grow.
    mkdir "$found/$target"
    cargo +nightly fuzz run --dev --sanitizer none "$target" "$found/$target" "fuzz/corpus/$target" -- \
        -max_total_time="$seconds" -verbosity=0 -print_final_stats=1 -artifact_prefix="$found/" >"$found/$target.log" 2>&1 &
    targets+=("$target:$!")
done

status=0
for target in "${targets[@]}"; do
    name=${target%:*}
    if wait "${target#*:}"; then
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$found/$name.log") inputs"
    else
        echo "$name failed; the input is in $found" >&2
        cat "$found/$name.log" >&2
        status=1
    fi
done
exit "$status"
