"""Makes data/fonts/HanaMinB-extension-b.ttf.br: the rare characters that official documents are printed with.

Afterwards: node scripts/font-coverage.ts, which lists what the fonts have.
On Debian: apt-get install fonts-hanazono unicode-data; pip install fonttools==4.* brotli; python3 scripts/rare-font.py

All 42,720 characters of CJK Extension B are more than 8 MB. Taken are those with a source in mainland China (Unihan's
kIRG_GSource), in more than one region, in Hong Kong or Macau, in Japan, or in the planes 3 to 7 of CNS 11643. Left out
are those whose only source is its plane 15, Vietnam or Korea.
"""

import bz2
import io
import re

import brotli
from fontTools import subset

FONT = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
SOURCES = "/usr/share/unicode/Unihan_IRGSources.txt.bz2"
MADE = "data/fonts/HanaMinB-extension-b.ttf.br"
ALONE = re.compile(r"(H|MC|J\d|T[3-7])\b")

sources: dict[int, dict[str, str]] = {}
with bz2.open(SOURCES, "rt", encoding="utf-8") as lines:
    for line in lines:
        if found := re.match(r"U\+(2[0-9A-F]{4})\t(kIRG_\w+)\t(.*)", line):
            code_point = int(found[1], 16)
            if code_point <= 0x2A6DF:
                sources.setdefault(code_point, {})[found[2]] = found[3]

taken = [
    code_point
    for code_point, of in sources.items()
    if "kIRG_GSource" in of or len(of) > 1 or any(ALONE.match(source) for source in of.values())
]
options = subset.Options(
    hinting=False,
    layout_features=[],
    glyph_names=False,
    notdef_outline=True,
    drop_tables=["BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "vhea", "vmtx"],
    recalc_timestamp=False,
)
font = subset.load_font(FONT, options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=taken)
subsetter.subset(font)
plain = io.BytesIO()
font.save(plain)
with open(MADE, "wb") as packed:
    packed.write(brotli.compress(plain.getvalue(), quality=9, lgwin=24))
print(len(taken), "characters")
