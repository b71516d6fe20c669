"""The model card that goes with the weights: data, licences, scores."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("card_template.md")


def write_card(folder: Path, report: dict[str, Any]) -> None:
    """Write ``MODEL_CARD.md`` into the pipeline's folder, with a row for each measurement."""
    rows = ["| measured on | scores |", "| --- | --- |"]
    for title, scores in report.items():
        if isinstance(scores, dict):
            flat = {k: v for k, v in scores.items() if not isinstance(v, dict)}
            flat |= {
                label: f for kinds in scores.values() if isinstance(kinds, dict) for label, f in kinds.items()
            }
            rows.append(f"| {title} | {', '.join(f'{k} {v}' for k, v in flat.items())} |")
        else:
            rows.append(f"| {title} | {scores} |")
    card = TEMPLATE.read_text(encoding="utf-8")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    (folder / "MODEL_CARD.md").write_text(card.format(size=size, scores="\n".join(rows)), encoding="utf-8")
