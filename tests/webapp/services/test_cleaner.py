"""What a stranger sends is made anew: nothing but pixels, nothing but pages; or it is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.webapp.sent_files import SECRET, a_pdf, a_picture, plain
from webapp.services.uploads import FileRefusedError
from webapp.services.uploads.cleaner import LONGEST_SIDE, RefusedError, clean
from webapp.services.uploads.cleaning import make_anew

PICTURE, PDF = a_picture(), a_pdf()


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_keeps_its_kind_and_loses_its_metadata(kind: str, media_type: str):
    sent = a_picture(kind)
    assert SECRET in sent
    kept_as, kept = clean(sent)
    assert kept_as == media_type
    assert SECRET not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert (picture.format, picture.size) == (kind, (60, 40))
        assert not picture.getexif()


def test_a_picture_taken_sideways_is_set_upright():
    with Image.open(io.BytesIO(clean(a_picture(turned=True))[1])) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1", "LA", "I;16"])
def test_pictures_of_any_colours_are_taken(mode: str):
    made = io.BytesIO()
    Image.new(mode, (20, 10)).save(made, "PNG")
    assert clean(made.getvalue())[0] == "image/png"


def test_a_large_photograph_is_made_smaller():
    with Image.open(io.BytesIO(clean(a_picture(size=(4000, 800)))[1])) as picture:
        assert picture.size == (LONGEST_SIDE, 600)


def test_a_picture_that_unpacks_to_gigabytes_is_refused_before_it_is_unpacked():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    with pytest.raises(RefusedError, match="too-many-pixels"):
        clean(png)


def test_a_pdf_loses_whatever_does_something_and_keeps_its_pages_and_inner_links():
    media_type, kept = clean(PDF)
    assert media_type == "application/pdf"
    words = plain(kept)
    for gone in (b"evil", b"JavaScript", b"Launch", b"EmbeddedFile", b"XFA", b"OpenAction", SECRET):
        assert gone in plain(PDF)
        assert gone not in words
    assert b"/GoTo" in words
    with pikepdf.open(io.BytesIO(kept)) as document:
        assert len(document.pages) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (a_pdf(password="kept"), "locked"),
        (a_pdf(pages=201), "too-many-pages"),
        (b"%PDF-1.7 and nothing more", "unreadable"),
        (PDF[:200], "unreadable"),
        (PICTURE[:200], "unreadable"),
        (b"GIF89a" + b"\0" * 50, "unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic"),
        (b"MZ" + b"\0" * 100, "unreadable"),
    ],
)
def test_what_cannot_be_made_anew_is_refused_with_a_reason(content: bytes, code: str):
    with pytest.raises(RefusedError) as refused:
        clean(content)
    assert refused.value.code == code


@pytest.mark.filterwarnings("ignore::UserWarning")  # the library remarks on damaged metadata, which we drop
@settings(max_examples=150)
@given(
    base=st.sampled_from([PICTURE, a_picture("PNG"), a_picture("WEBP"), PDF]),
    changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.none() | st.integers(0, 10**6),
)
def test_whatever_is_damaged_is_taken_or_refused_and_never_breaks_us(base, changes, cut):
    content = bytearray(base)
    for at, byte in changes:
        content[at % len(content)] = byte
    try:
        clean(bytes(content[: cut % len(content)] if cut is not None else content))
    except RefusedError as refused:
        assert refused.code in {"unreadable", "locked", "too-many-pixels", "too-many-pages", "heic"}


def test_the_cleaner_is_a_program_of_its_own_that_knows_nothing_of_us():
    media_type, kept = make_anew(a_picture("PNG"))
    assert media_type == "image/png"
    assert kept.startswith(b"\x89PNG")
    with pytest.raises(FileRefusedError) as refused:
        make_anew(a_pdf(pages=201))
    assert (refused.value.code, refused.value.params) == ("too-many-pages", {"count": 200})
