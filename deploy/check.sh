#!/usr/bin/env bash
# Checks the deployment files against the published schemas. `BIN` is the folder of kubernetes-validate and check-jsonschema.
set -euo pipefail
cd "$(dirname "$0")"
bin=${BIN:?set BIN to the bin folder of a virtual environment with kubernetes-validate and check-jsonschema}

"$bin/kubernetes-validate" --strict --quiet kubernetes/*.yaml
"$bin/check-jsonschema" --builtin-schema vendor.compose-spec compose.yaml
forms=../.github/ISSUE_TEMPLATE
if [ -d "$forms" ]; then
    for form in "$forms"/*.yml; do
        [ "$(basename "$form")" = config.yml ] && schema=vendor.github-issue-config || schema=vendor.github-issue-forms
        "$bin/check-jsonschema" --builtin-schema "$schema" "$form"
    done
fi
if command -v systemd-analyze >/dev/null; then
    # systemd wants the binary to exist, which is not so where the file is only checked.
    copy=$(mktemp -d)
    trap 'rm -r "$copy"' EXIT
    sed 's#^ExecStart=.*#ExecStart=/bin/true#' systemd/bot.service >"$copy/bot.service"
    problems=$(systemd-analyze verify "$copy/bot.service" 2>&1) || { echo "$problems" >&2; exit 1; }
    [ -z "$problems" ] || { echo "$problems" >&2; exit 1; }
fi
if docker info >/dev/null 2>&1; then
    docker build --quiet --file Dockerfile --tag mindtrace-discord-check ..
fi
