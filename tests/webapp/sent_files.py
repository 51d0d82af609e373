"""Files to send: with metadata that must not stay, and with things in them that must not be kept."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image

SECRET = b"SecretCam"
ORIENTATION, MAKER = 0x0112, 0x010F


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), *, turned: bool = False) -> bytes:
    """A picture that says which camera took it."""
    exif = Image.Exif()
    exif[MAKER] = SECRET.decode()
    exif[ORIENTATION] = 6 if turned else 1
    made = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(made, kind, exif=exif)
    return made.getvalue()


def a_pdf(*, password: str = "", pages: int = 1) -> bytes:
    """A page with a script, a program in it, a link that starts another, and its author's name."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("evil()"))
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("evil.exe"))
    inside = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit]))
    document.Root.OpenAction = script
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("evil"))
    document.pages[0].obj.AA = pikepdf.Dictionary(O=document.make_indirect(script))
    document.pages[0].obj.Annots = pikepdf.Array([_link(launch), document.make_indirect(_link(inside))])
    document.attachments["evil.exe"] = b"evil program"
    document.docinfo["/Author"] = SECRET.decode()
    made = io.BytesIO()
    document.save(made, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return made.getvalue()


def _link(action: pikepdf.Dictionary) -> pikepdf.Dictionary:
    corners = pikepdf.Array([0, 0, 9, 9])
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=corners, A=action)


def plain(pdf: bytes) -> bytes:
    """A PDF with nothing packed, to look for words in."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = pikepdf.ObjectStreamMode.disable
        document.save(made, object_stream_mode=streams, compress_streams=False)
    return made.getvalue()
