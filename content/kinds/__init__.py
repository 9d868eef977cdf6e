"""What a pack may show, one file a kind: what it may weigh, its check, and its decoder, which the check uses.

``picture`` is what an image and a poster have in common; ``table`` has a row a kind. No Kivy: a decoder gives Pillow's
pictures, and whoever shows them makes textures of them.
"""
