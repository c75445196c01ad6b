#!/usr/bin/env python3
"""Holds a recording of REST traffic against Discord's description of its API, in both directions.

    check.py RECORDING

Each line of RECORDING is a request and its answer, as the sandbox records them: {"method", "path", "body", "files", "status",
"response"}. Prints a line for each kind of violation that `allowed.txt` does not list, with an example. The exit status is 1 if
there is one, if an entry of the list matches nothing, or if the recording cannot be checked.

Needs the packages `jsonschema` and `referencing`.
"""
import collections
import gzip
import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

HERE = Path(__file__).resolve().parent
METHODS = ("get", "post", "put", "patch", "delete")
# A recording of a suite that did not run has few lines, and none of them is wrong.
LEAST = 1000
# Ids, times, keys and nonces differ in requests that are otherwise the same.
VARYING = re.compile(r'\d{15,}|[0-9a-f]{40,}|\d{4}-\d\d-\d\dT[0-9:.]+|(?<="nonce": ")[^"]+')


class Description:
    """Discord's description: finds the operation of a request, and checks values."""

    def __init__(self, path):
        self.document = json.loads(gzip.decompress(path.read_bytes()))
        resource = Resource(contents=self.document, specification=DRAFT202012)
        self.registry = Registry().with_resource("urn:discord", resource)
        self.validators = {}
        self.found = {}
        self.routes = []
        for template, item in self.document["paths"].items():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            literal = len(re.sub(r"\{[^}]+\}", "", template))
            for method in METHODS:
                if method in item:
                    regex = re.compile(f"/api/v10{pattern}/?")
                    self.routes.append((-literal, method.upper(), regex, template, item[method]))
        self.routes.sort(key=lambda route: route[0])

    def operation(self, method, path):
        """Returns the template of a path and its operation; of several templates, the one with the fewest parameters."""
        path = path.split("?")[0]
        if (method, path) not in self.found:
            matching = (
                (template, operation)
                for _, of, regex, template, operation in self.routes
                if of == method and regex.fullmatch(path)
            )
            self.found[method, path] = next(matching, (None, None))
        return self.found[method, path]

    def answer(self, operation, status):
        """Returns the described answers with this status, and whether there are any."""
        answers = operation["responses"]
        described = answers.get(str(status)) or answers.get(f"{status // 100}XX")
        if described is not None and "$ref" in described:
            name = described["$ref"].rsplit("/", 1)[1]
            described = self.document["components"]["responses"][name]
        return described

    def errors(self, schema, value):
        """Yields the path, the rule and the message of each violation."""
        key = json.dumps(schema, sort_keys=True)
        if key not in self.validators:
            absolute = json.loads(key.replace('"#/', '"urn:discord#/'))
            self.validators[key] = Draft202012Validator(absolute, registry=self.registry)
        for error in self.validators[key].iter_errors(value):
            error = deepest(error)
            steps = ("N" if isinstance(step, int) else str(step) for step in error.absolute_path)
            yield ".".join(steps), error.validator, error.message


def deepest(error):
    """Returns the error inside the alternative that was meant."""
    while error.context:
        branches = collections.defaultdict(list)
        for inner in error.context:
            branches[inner.schema_path[0]].append(inner)

        outer = len(error.absolute_path)
        best = min(branches.values(), key=lambda errors: fit(errors, outer))
        error = max(best, key=lambda e: len(e.absolute_path))
    return error


def fit(errors, outer):
    """Returns how badly an alternative fits: least if its `type` does, then if its errors are far inside, then if there are few."""

    def concerns_type(error):
        path = list(error.schema_path)
        named = ("properties", "type") in zip(path, path[1:])
        return not named and len(error.absolute_path) == outer and error.validator == "type" or (
            named and list(error.absolute_path)[outer:] == ["type"]
        )

    return any(map(concerns_type, errors)), -max(len(error.absolute_path) for error in errors), len(errors)


def schema_of(described):
    content = (described or {}).get("content", {})
    return (content.get("application/json") or content.get("multipart/form-data") or {}).get("schema")


def violations(description, record):
    """Yields the direction, the method, the template, the path, the rule and the message of each violation of a record."""
    method, status = record["method"], record["status"]
    template, operation = description.operation(method, record["path"])
    if operation is None:
        yield "request", method, record["path"], "", "route", "Discord has no such route"
        return
    body, schema = record["body"], schema_of(operation.get("requestBody"))
    # A body that the sandbox refused is a test of that.
    if status < 400 and schema and (body is not None or operation["requestBody"].get("required")):
        for error in description.errors(schema, body):
            yield "request", method, template, *error
    described = description.answer(operation, status)
    if described is None:
        yield "answer", method, template, "", "status", f"status {status}"
        return
    schema = schema_of(described)
    if schema:
        for error in description.errors(schema, record["response"]):
            yield "answer", method, template, *error
    elif record["response"] is not None:
        yield "answer", method, template, "", "content", f"a body with status {status}"


class Allowed:
    """An entry of the list: five fields that each match a whole field of a violation, `*` for any text."""

    def __init__(self, number, line):
        self.number, self.line, self.matches = number, line, 0
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 5:
            sys.exit(f"allowed.txt:{number}: an entry has five fields: direction | request | path | rule | message")
        self.fields = [re.compile(".*".join(map(re.escape, field.split("*"))), re.DOTALL) for field in fields]

    def allows(self, violation):
        direction, method, template, path, rule, message = violation
        values = (direction, f"{method} {template}", path, rule, message)
        return all(field.fullmatch(value) for field, value in zip(self.fields, values))


def read_allowed(path):
    """Reads the list. A comment above an entry is its reason, which is required."""
    entries, has_reason = [], False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.strip()
        if not line:
            has_reason = False
        elif line.startswith("#"):
            has_reason = True
        elif not has_reason:
            sys.exit(f"allowed.txt:{number}: the entry has no reason: write it in a comment above")
        else:
            entries.append(Allowed(number, line))
    return entries


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: check.py RECORDING")
    description = Description(HERE / "discord-openapi.json.gz")
    allowed = read_allowed(HERE / "allowed.txt")
    found, checked, requests, unreadable = collections.defaultdict(list), {}, 0, 0
    with open(sys.argv[1], encoding="utf-8") as recording:
        for line in recording:
            try:
                record = json.loads(line)
            except ValueError:
                unreadable += 1
                continue
            # A recording may have frames of the gateway as well, of which the description knows nothing.
            if "method" not in record:
                continue
            requests += 1
            alike = VARYING.sub("0", json.dumps(record, sort_keys=True))
            if alike not in checked:
                checked[alike] = list(violations(description, record))
            for violation in checked[alike]:
                entry = next((entry for entry in allowed if entry.allows(violation)), None)
                if entry:
                    entry.matches += 1
                else:
                    found[violation].append(record)
    for violation, records in sorted(found.items(), key=lambda item: -len(item[1])):
        direction, method, template, path, rule, message = violation
        print(f"{len(records)} | {direction} | {method} {template} | {path} | {rule} | {message[:200]}")
        example = records[0]["body" if direction == "request" else "response"]
        print(f"    {records[0]['method']} {records[0]['path']} {records[0]['status']}: {json.dumps(example)[:300]}")
    unused = [entry for entry in allowed if entry.matches == 0]
    for entry in unused:
        print(f"allowed.txt:{entry.number}: nothing is like this any more; remove it: {entry.line}")
    if requests < LEAST:
        print(f"only {requests} requests were recorded; the whole suite makes more than {LEAST}")
    if unreadable:
        print(f"{unreadable} lines cannot be read")
    total = sum(map(len, found.values()))
    print(f"{requests} requests, {total} violations of {len(found)} kinds, {sum(e.matches for e in allowed)} allowed")
    sys.exit(bool(found or unused or unreadable or requests < LEAST))


if __name__ == "__main__":
    main()
