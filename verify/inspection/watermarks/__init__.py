"""Marks carried by pixels and samples: pure decoders over arrays. They open no file and know no verdict.

Each decoder says what it accepts, what it costs and where its error bound comes from.
"""
