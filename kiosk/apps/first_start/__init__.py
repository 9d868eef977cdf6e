"""The first start of an installed machine: it asks on its own screen what a hall's machine must know, then serves.

wire       what travels between the screen and root: facts, answers, steps, as dataclasses with to/from JSON
rules      what an answer must look like
root       the root side: one request a connection on a Unix socket, only until the first start is done
flow, screens, words    the pages, drawn by an ordinary user without any right
"""
