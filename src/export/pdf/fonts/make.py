"""Makes the letters of Balie's papers from Liberation Sans 2.1.5.

    pip install fonttools==4.68.0
    python3 src/export/pdf/fonts/make.py FOLDER-WITH-LIBERATION-TTF

Keeps the letters of the Latin languages of Europe and what stands on our papers, and leaves out instructions for small
screens and kerning, which the layout does not use. The name goes too, as the licence asks of a changed font.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

NAME = "Balie Letter"
LETTERS = [
    *range(0x20, 0x7F),  # ASCII
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: Dutch, Frisian, Turkish, Polish, Czech, ...
    *range(0x218, 0x21C),  # Romanian
    0x1E9E,  # capital sharp s
    *(0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026, 0x2030),
    *(0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
]

source = Path(sys.argv[1])
here = Path(__file__).parent
for weight in ("Regular", "Bold"):
    font = TTFont(source / f"LiberationSans-{weight}.ttf", recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["kern", "GDEF", "GPOS", "GSUB", "FFTM", "gasp"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.glyph_names = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    named = {
        1: NAME,
        3: f"{NAME} {weight}, a subset of Liberation Sans 2.1.5",
        4: NAME if weight == "Regular" else f"{NAME} {weight}",
        6: NAME.replace(" ", "") + ("" if weight == "Regular" else f"-{weight}"),
    }
    for record in font["name"].names:
        if record.nameID in named:
            record.string = named[record.nameID]
    font.save(here / f"BalieLetter-{weight}.ttf")
