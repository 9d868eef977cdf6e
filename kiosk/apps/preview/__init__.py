"""The preview worker: draws one page of a pack as the terminal shows it, answers, and ends.

It knows no hall and no path of one: a request and opened files come over one stream (`wire_preview`), a picture goes
back. `kiosk-preview@.service` starts one for each, as a user that owns nothing; without systemd the hall does.
"""
