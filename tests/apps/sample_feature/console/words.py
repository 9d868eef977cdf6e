"""Texts of the pages about notes."""

HELLO = "这里有几张便条"
ROOM = "便条"
