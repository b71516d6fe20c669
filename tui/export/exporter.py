"""The one way out: an article with its analysis and annotations, in any of the formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.domain.errors import ExportError
from tui.domain.labels.formats import EXPORT_FORMATS

if TYPE_CHECKING:
    from tui.domain.analysis import Analysis
    from tui.domain.annotation import Annotation
    from tui.domain.article import Article
    from tui.domain.collection.audit import ArticleAudit
    from tui.domain.collection.changes import Changes
    from tui.domain.collection.said import Dossier
    from tui.domain.kept import Version


class FileExporter:
    """Writes articles out. See domain.ports.Exporter."""

    def export(
        self, article: Article, analysis: Analysis | None, annotations: Sequence[Annotation], format: str
    ) -> str:
        """The exported text, ending in a newline. Raises ExportError for a format there is not.

        Each format's module is imported when it is asked for.
        """
        match format:
            case "md":
                from tui.export.formats.markdown import to_markdown

                return to_markdown(article, analysis, annotations)
            case "json":
                from tui.export.formats.own import to_json

                return to_json(article, analysis, annotations)
            case "csv":
                from tui.export.formats.table import to_csv

                return to_csv(article, analysis, annotations)
            case "w3c":
                from tui.export.formats.webannotation import to_web_annotations

                return to_web_annotations(article, annotations)
            case "html":
                from tui.export.formats.page import to_page

                return to_page(article, analysis, annotations)
            case "jsonl-corrections":
                from tui.export.formats.corrections import to_jsonl

                return to_jsonl(article, analysis, annotations)
        raise ExportError(f"There is no format called {format}: choose one of {', '.join(EXPORT_FORMATS)}.")

    def dossier(self, found: Dossier, format: str) -> str:
        """What somebody said in all articles as md, json or csv, ending in a newline. Raises ExportError."""
        from tui.domain.text.json_text import json_text
        from tui.export.formats import dossier

        match format:
            case "md":
                return dossier.to_markdown(found)
            case "json":
                return json_text(dossier.dossier_object(found), indent=2) + "\n"
            case "csv":
                return dossier.to_csv(found)
        raise ExportError(f"There is no format called {format}: choose one of md, json, csv.")

    def changes(self, found: Changes, versions: Sequence[Version], format: str) -> str:
        """What changed between two versions of an article as md or json. Raises ExportError."""
        from tui.domain.text.json_text import json_text
        from tui.export.formats import changes

        match format:
            case "md":
                return changes.to_markdown(found)
            case "json":
                return json_text(changes.changes_object(found.after, versions, found), indent=2) + "\n"
        raise ExportError(f"There is no format called {format}: choose one of md, json.")

    def audit_table(self, audits: Sequence[ArticleAudit]) -> str:
        """CSV with a row for each source of each article."""
        from tui.export.formats.audit import to_csv

        return to_csv(audits)
