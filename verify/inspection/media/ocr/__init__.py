"""Text in pictures: which parts are looked at, where text lies in them, and what it says.

The models are PaddleOCR's (PP-OCRv6, small), as the package `rapidocr` carries them. Of that package only these files
are read, and none of its code is run: the steps around the models are few and stand here.
"""
