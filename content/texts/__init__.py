"""Texts as people have them -> the plain text that an article is written in: `content.texts.read.read(name, content)`.

``decoding`` finds the encoding of bytes, ``markdown`` and ``document`` (a .docx) write the plain text, ``package``
stands before the library that reads a .docx. What does not come along is said, in words of a keeper. No Kivy, no kiosk;
no file is opened: a limited child can do all of it on bytes.
"""
