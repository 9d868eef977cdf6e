"""The voice and the sounds. Without them the hall serves on, so nothing here is worse than a warning."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, ok, warn
from kiosk.settings import Settings


def voice(settings: Settings) -> Iterator[Check]:
    """Programs, sound card, made sounds, recorded clips; one sentence is rendered, none is played."""
    from kiosk.ui.voice import sound_files
    from kiosk.ui.voice.output import NoSoundDevice, PlayerMissing, open_output
    from kiosk.ui.voice.voices import ClipVoice, EspeakVoice, VoiceFailed, VoiceMissing

    sound, title = settings.sound, words.TITLES["sound"]
    if not sound.enabled:
        yield ok("sound", title, words.SOUND_OFF)
        return
    clips = ClipVoice([sound.clips_dir], EspeakVoice(sound.voice, sound.words_a_minute))
    for problem in clips.problems:
        yield warn("sound", title, words.clip_rejected(problem), words.MEND_CLIP)
    if missing := sound_files.missing():
        told = words.sounds_missing("、".join(missing), str(sound_files.folder()))
        yield warn("sound", title, told, words.RUN_SETUP)
    try:
        clips.render("您好", "zh")
        open_output(sound.device).check()
    except (VoiceMissing, VoiceFailed, PlayerMissing) as error:
        yield warn("sound", title, words.voice_missing(str(error)), words.INSTALL_VOICE)
    except NoSoundDevice:
        yield warn("sound", title, words.NO_SOUND_CARD, words.PLUG_SPEAKER)
    else:
        yield ok("sound", title, words.SOUND_WELL)
