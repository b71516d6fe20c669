#!/usr/bin/env bash
# Arrow's reader of JSON makes times of strings that look like such, and drops their zones: "2026-11-03T23:30:00-05:00"
# becomes 4 November, 04:30, in a column without a zone. A string without a zone, and a day alone, go into the same
# column as they stand, so that local times and times in UTC lie side by side with nothing to tell them apart. One
# more string with a fraction of a second, and the whole column stays strings.
#
# Arrow's own reader of CSV does otherwise: a zone in each gives a column in UTC that says so, a mixture gives strings.
#
# A good guess: strings, since JSON has no times, or what the CSV reader does. Seen with pyarrow 26.0.1, Python 3.11.
# What it means for dates of articles: name the type (explicit_schema), pa.string().
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pyarrow==26.0.1'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import json

import pyarrow
import pyarrow.csv
import pyarrow.json

NEW_YORK, LOCAL, DAY = "2026-11-03T23:30:00-05:00", "2026-11-03T23:30:00", "2026-11-03"
SEEN = {
    (NEW_YORK,): ("timestamp[s]", ["2026-11-04 04:30:00"], "timestamp[s, tz=UTC]"),
    (NEW_YORK, LOCAL, DAY): (
        "timestamp[s]",
        ["2026-11-04 04:30:00", "2026-11-03 23:30:00", "2026-11-03 00:00:00"],
        "string",
    ),
    (NEW_YORK, "2026-11-03T23:30:00.5-05:00"): (
        "string",
        [NEW_YORK, "2026-11-03T23:30:00.5-05:00"],
        "timestamp[ns, tz=UTC]",
    ),
}
for dates, seen in SEEN.items():
    rows = "\n".join(json.dumps({"published": date}) for date in dates)
    of_json = pyarrow.json.read_json(io.BytesIO(rows.encode()))["published"]
    of_csv = pyarrow.csv.read_csv(io.BytesIO(("published\n" + "\n".join(dates)).encode()))["published"]
    found = str(of_json.type), [str(date) for date in of_json.to_pylist()], str(of_csv.type)
    print(f"{dates}: {found[0]}, {found[1]}; of CSV {found[2]}")
    assert found == seen, f"this changed: {found} instead of {seen}"
print(f"pyarrow {pyarrow.__version__}: as described.")
PYTHON
