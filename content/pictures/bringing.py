"""Every import that looking at a picture may need, for a child that closes its doors before it decodes: then no file
opens.
"""

from __future__ import annotations


def bring_decoders() -> None:
    """Also those that Pillow puts off."""
    from PIL import BmpImagePlugin, Image, ImageCms, ImageOps, MpoImagePlugin, WebPImagePlugin  # noqa: F401

    import content.pictures.flat
    import content.pictures.stripped
    import content.pictures.words  # noqa: F401

    Image.preinit()
