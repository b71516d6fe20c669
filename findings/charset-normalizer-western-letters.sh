#!/usr/bin/env bash
# charset-normalizer reads Western European texts in Windows-1252 as Central European ones. A Spanish, Portuguese, French
# or Swedish paragraph of the news comes back in cp1250, with other letters: "mańana", "amanhă", "arrivé ŕ l’île", "gĺr".
# It stays so when the text is twenty times as long. Quotation marks, dashes and é ö ü stand at the same places in both
# pages, so German is right by luck and English until a name has ï ñ or ã: "Peńa".
#
# A good guess: of encodings that decode the bytes the one is preferred in which the text is in a language that the
# letters fit; the library tells languages and knows that the text is Spanish. And Windows-1252 is by far the most used
# of the old encodings of the web. What it calls best is the first of those it finds equally good, in alphabetical order.
# Seen with charset-normalizer 3.5.3, Python 3.11. What it means for whoever reads old pages, mails and subtitles that
# declare nothing: offer it a few encodings by cp_isolation, or take Windows-1252 first where most letters are plain.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf -- "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'charset-normalizer==3.5.3'
"$folder/venv/bin/python" - <<'PYTHON'
from charset_normalizer import __version__, from_bytes

TEXTS = {
    "Spanish": (
        "El alcalde dijo que mañana no saldrá ningún barco del puerto. «El niño está bien», añadió la señora Peña, "
        "vecina de Coruña. «Aún no sabemos cuándo volverán los pescadores», explicó el año pasado.",
        {"ñ": "ń"},
    ),
    "Portuguese": (
        "O prefeito disse que amanhã não haverá barcos. «A criança está bem», afirmou a senhora Conceição, irmã do "
        "capitão. São muitos os pescadores que não voltarão.",
        {"ã": "ă"},
    ),
    "French": (
        "Le maire a déclaré que le bateau n’est pas arrivé à l’île. « Noël sera triste », a ajouté la mère de l’élève, "
        "à côté de la forêt. Où est passé le garçon ?",
        {"à": "ŕ", "è": "č", "ê": "ę", "ù": "ů"},
    ),
    "Swedish": ("Färjan går inte på måndag, sade borgmästaren. ”Vi vågar inte”, säger hon på ön.", {"å": "ĺ"}),
    "English": ("“Naïve,” said Zoë Peña, the owner of the café. “We won’t go,” she told reporters.", {"ï": "ď", "ñ": "ń"}),
    "German": ("„Die Fähre fährt nicht“, sagte der Bürgermeister. Die Straße ist gesperrt, möglicherweise für Wochen.", {}),
}
for language, (text, seen) in TEXTS.items():
    for times in (1, 20):
        whole = " ".join([text] * times)
        best = from_bytes(whole.encode("cp1252")).best()
        read = str(best)
        changed = {was: now for was, now in zip(whole, read, strict=True) if was != now}
        print(f"{language}, {len(whole)} characters: {best.encoding}, {changed}")
        assert (best.encoding, changed) == ("cp1250", seen), f"this changed: {best.encoding}, {changed}"
    alone = from_bytes(text.encode("cp1252"), cp_isolation=["cp1252", "utf_8"]).best()
    assert str(alone) == text, "offered the right one, it takes it"
print(f"charset-normalizer {__version__}: as described.")
PYTHON
