"""Makes anew what a stranger sent: a picture without its metadata, a PDF that does nothing but show pages.

Run as a program of its own, because a picture or PDF is read by large libraries in C and may have been made to harm
them. It has a bounded memory and time, no database, no secrets and no network of ours: bytes come on standard input,
and one line of JSON with the bytes behind it go out. The line says `media_type`, or `refused`.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf
from PIL import Image, ImageOps

MEGABYTE = 1_000_000
MEMORY_BYTES = 1_500 * MEGABYTE
CPU_SECONDS = 25
LONGEST_SIDE = 3000
"""Pixels: a page of small print is legible, and no picture is larger than a few megabytes."""
MOST_PIXELS = 130_000_000
"""The largest telephone cameras have 108 million; JPEG is read at a fraction of its size."""
MOST_PIXELS_OTHERWISE = 40_000_000
MOST_PAGES = 200
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_HEIF = re.compile(rb"....ftyp(?:hei[cfmsx]|hev[cmsx]|mif1|msf1|avi[fs])", re.DOTALL)
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError)
"""What Pillow raises for bytes that are not the picture they say to be."""
_DOES_SOMETHING = frozenset(
    (
        *("/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/AF", "/Collection"),
        *("/RichMediaContent", "/RichMediaSettings", "/Rendition", "/Movie", "/Sound", "/URI", "/SubmitForm"),
        *("/Metadata", "/PieceInfo", "/LastModified", "/Launch", "/Thumb"),
    )
)
_STAYS_INSIDE = frozenset({"/GoTo", "/Named"})
_FIRST_BYTES = 1024


class RefusedError(Exception):
    """The file is not taken; `code` says why."""

    def __init__(self, code: str, **params: int) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def clean(content: bytes) -> tuple[str, bytes]:
    """The media type of `content` by what it is, not by what it is called, and its bytes made anew."""
    if b"%PDF-" in content[:_FIRST_BYTES]:
        return "application/pdf", clean_pdf(content)
    if _HEIF.match(content[:32]):
        raise RefusedError("heic")
    return clean_picture(content)


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """Upright, at most `LONGEST_SIDE` pixels long, and nothing but pixels. Raises RefusedError."""
    Image.MAX_IMAGE_PIXELS = None  # ours is checked below, before a pixel is read
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as opened:
            kind = str(opened.format)
            most = MOST_PIXELS if kind == "JPEG" else MOST_PIXELS_OTHERWISE
            if opened.width * opened.height > most:
                raise RefusedError("too-many-pixels")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _PICTURES[kind], _made_anew(opened, kind)
    except _UNREADABLE:
        raise RefusedError("unreadable") from None


def _made_anew(opened: Image.Image, kind: str) -> bytes:
    picture = ImageOps.exif_transpose(opened)
    has_alpha = kind != "JPEG" and "A" in picture.convert("RGBA" if "transparency" in picture.info else None).getbands()
    picture = picture.convert("RGBA" if has_alpha else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(picture.mode, picture.size)  # takes no metadata along, as every copy would
    bare.paste(picture)
    made = io.BytesIO()
    options: dict[str, Any] = {"quality": 85} if kind != "PNG" else {"compress_level": 6}
    bare.save(made, kind, **options)
    return made.getvalue()


def clean_pdf(content: bytes) -> bytes:
    """The pages, without scripts, files within, forms, actions, links outside or data about its maker."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise RefusedError("locked")
            if not 0 < len(document.pages) <= MOST_PAGES:
                raise _refused_length(len(document.pages))
            for each in list(document.objects):
                _disarm(each)
            del document.docinfo
            made = io.BytesIO()
            document.save(made, deterministic_id=True, fix_metadata_version=False)
            return made.getvalue()
    except pikepdf.PasswordError:
        raise RefusedError("locked") from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, KeyError, TypeError, RuntimeError):
        raise RefusedError("unreadable") from None


def _refused_length(pages: int) -> RefusedError:
    return RefusedError("too-many-pages", count=MOST_PAGES) if pages else RefusedError("unreadable")


def _disarm(given: pikepdf.Object) -> None:
    """Take away whatever does something, in one object and what stands directly in it."""
    waiting = [given]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            for key in [key for key in each.keys() if key in _DOES_SOMETHING or _acts(key, each)]:  # noqa: SIM118  no dict
                del each[key]
        waiting += [inner for inner in _parts(each) if not inner.is_indirect]


def _acts(key: str, holder: pikepdf.Object) -> bool:
    """Whether what stands under `key` leads out of the document: only a jump to another page does not."""
    if key not in ("/A", "/Next", "/PA"):
        return False
    action = holder[key]
    return not (isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in _STAYS_INSIDE)


def _parts(holder: pikepdf.Object) -> Iterator[pikepdf.Object]:
    held = holder.values() if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else ()
    held = holder if isinstance(holder, pikepdf.Array) else held
    yield from (each for each in held if isinstance(each, pikepdf.Object))


def main() -> None:
    """One file in, one file out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        media_type, made = clean(content)
        told: dict[str, Any] = {"media_type": media_type}
    except RefusedError as refused:
        told, made = {"refused": refused.code, "params": refused.params}, b""
    except MemoryError:
        told, made = {"refused": "too-many-pixels"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)


if __name__ == "__main__":
    main()
