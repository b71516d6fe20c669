"""trafilatura imported without what it never needs here."""

from __future__ import annotations

import subprocess
import sys

import pytest

READ = """
import sys
from tui.sources.formats import extractor
{change}
words = "The council met on Tuesday and heard eleven people speak about the breakwater. " * 5
page = "<html><body><article><p>" + words + "</p><p>" + words[::2] + "</p></article></body></html>"
read = extractor.trafilatura().bare_extraction(page)
assert "council met" in read.text, read
{then}
"""


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (
            "",
            "dear = {'numpy', 'urllib3', 'py3langid', 'justext', 'tld', 'htmldate', 'email.parser'}\n"
            "assert not dear & set(sys.modules), dear & set(sys.modules)\n"
            "import courlan.network, importlib.metadata, py3langid, urllib3\n"
            "assert urllib3.PoolManager().connection_pool_kw == {}\n"
            "assert courlan.network.HTTP_POOL is not None\n"
            "assert importlib.metadata.version('trafilatura')[0] == '2'",
        ),
        (
            "",
            "import courlan, trafilatura.external\n"
            "dated = page.replace('<p>', '<time datetime=\"2026-11-03\">3 Nov.</time><p>', 1)\n"
            "read = extractor.trafilatura().bare_extraction(dated, with_metadata=True)\n"
            "assert read.date == '2026-11-03' and 'urllib3' not in sys.modules\n"
            "tree = trafilatura.load_html(page)\n"
            "options = trafilatura.settings.Extractor(lang='en')\n"
            "assert 'council met' in trafilatura.external.justext_rescue(tree, options)[1]\n"
            "assert courlan.extract_domain('https://news.example.co.uk/a') == 'example.co.uk'",
        ),
        (
            "extractor._version, extractor._Nothing = None, lambda: 1 / 'a release that asks for more'",
            "assert 'urllib3' in sys.modules and extractor._imported('htmldate').find_date(page) is None",
        ),
    ],
    ids=["stand-ins", "what they stand in for", "a release that they do not suit"],
)
def test_pages_are_read_without_what_fetches_them(change: str, then: str) -> None:
    program = READ.format(change=change, then=then)
    subprocess.run([sys.executable, "-c", program], check=True, timeout=300)
