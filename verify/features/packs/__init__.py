"""Evidence packs: what was found about one or more files, to be handed on, checked and run again by others.

A pack is a folder of plain files, or a zip of it. It is made of reports alone; it never holds or opens an original.
"""
