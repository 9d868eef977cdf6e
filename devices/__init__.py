"""Serial devices of a hall terminal, usable without the kiosk application.

`port` owns a serial line on one thread; `id_card` reads resident identity cards; `printer` prints ticket slips;
`emulators` speaks the bytes of both devices from the other end of a pty. Nothing here imports `kiosk`.
"""
