"""The limited child that looks at a pack, and who asks it: the hall, a command, and a screen before it shows one."""
