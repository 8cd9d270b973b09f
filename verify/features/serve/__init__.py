"""Doors for programs on this computer: REST over loopback and MCP over standard input, through one confined pool.

Nothing here uses the network beyond this computer, writes a file that has a path (the token's apart), lists a folder
for anybody, or reads settings, cases or the memory.
"""
