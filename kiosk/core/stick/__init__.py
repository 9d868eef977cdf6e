"""USB sticks: a root helper with fixed verbs, and its client. It knows no feature: a tree goes out, one file goes in.

`root` is what kiosk-stick@.service runs, a process a connection; `client` is what the terminal and the hall speak to it
with. Root itself only finds, mounts and unmounts; whatever walks over what a stranger brought is a child that has
become the user who asked.
"""
