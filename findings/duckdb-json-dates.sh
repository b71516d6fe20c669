#!/usr/bin/env bash
# DuckDB refuses a column of JSON strings in which a date comes before a date with a time, and gives no good reason:
#
#   {"published": "2026-11-02"}
#   {"published": "2026-11-03T23:30:00"}
#
# It has seen both while it looked for the type, settles on TIMESTAMP, and then cannot read the date: "JSON transform
# error … Try increasing 'sample_size'" (which changes nothing). With the two lines in the other order, or with a zone
# ("…Z"), the column is VARCHAR and all is well; so it is in CSV. With ignore_errors, which the message names too,
# the date is NULL without a word. Dates of news are just such a mixture: days from bylines, times from feeds.
#
# A good guess: TIMESTAMP, the day at midnight, or VARCHAR as for any two formats, which DuckDB 1.4.2 gives. Seen with
# DuckDB 2.0.1, Python 3.11. What it means: name the type, columns={published: 'VARCHAR'}.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'duckdb==2.0.1'
"$folder/venv/bin/python" - "$folder/rows.json" <<'PYTHON'
import json
import sys
from pathlib import Path

import duckdb

file = Path(sys.argv[1])
DAY, TIME = "2026-11-02", "2026-11-03T23:30:00"
SEEN = {
    (DAY, TIME, ""): "InvalidInputException",
    (DAY, TIME, ", sample_size=-1"): "InvalidInputException",
    (TIME, DAY, ""): [(TIME, "VARCHAR"), (DAY, "VARCHAR")],
    (DAY, TIME + "Z", ""): [(DAY, "VARCHAR"), (TIME + "Z", "VARCHAR")],
    (DAY, TIME, ", columns={published: 'VARCHAR'}"): [(DAY, "VARCHAR"), (TIME, "VARCHAR")],
}
for (first, second, options), seen in SEEN.items():
    file.write_text("\n".join(json.dumps({"published": when}) for when in (first, second)))
    try:
        found = duckdb.sql(f"select published, typeof(published) from read_json('{file}'{options})").fetchall()
    except duckdb.Error as error:
        found = type(error).__name__
    print(f"{first}, {second}{options}: {found}")
    assert found == seen, f"this changed: {found} instead of {seen}"
found = duckdb.sql(f"select published from read_json('{file}', ignore_errors=true)").fetchall()
print(f"with ignore_errors: {found}")
assert found[0] == (None,), f"this changed: {found}"
print(f"DuckDB {duckdb.__version__}: as described.")
PYTHON
