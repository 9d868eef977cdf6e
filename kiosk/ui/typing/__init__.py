"""Chinese typing: what was spelled, what it may mean, what stands written. No Kivy here; the panels are in `widgets`.

session     a screen's one way in: `TypingSession(stage, …).write(page, Ask(…), done)`
composer    the state machine: text, spelling, candidates in pages
full_keys   letters -> candidates (the full keyboard)
nine_key    keypad digits -> syllables -> candidates (大字)
local_words words of the neighbourhood, ahead of the dictionary's
pinyin      libgooglepinyin
"""
