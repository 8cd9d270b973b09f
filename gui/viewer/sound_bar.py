"""Plays the sound of a file, and saves it as WAV, out of samples that came over the border. One at a time is done."""

from __future__ import annotations

import contextlib
import wave
from pathlib import Path
from typing import BinaryIO, Final

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from gui.background.sound_player import SoundPlayer
from gui.dialogs.file_dialogs import make_file_dialog
from gui.local_paths import read_place
from gui.viewer.kept_frame import name_safely
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import limits
from verify.model.views import FileView, Samples
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_SAMPLE_BYTES: Final = 2
_NEAR_SECONDS: Final = 0.01  # an answer about another time was meant for what went on before


class SoundBar(QWidget):
    """`wanted` carries the second from which sound is needed next, `moved` the second that is heard (-1: none)."""

    wanted = Signal(float)
    moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._translator: Translator | None = None
        self._name = ""
        self._path = Path()
        self._file: BinaryIO | None = None  # that is being written
        self._writer: wave.Wave_write | None = None  # from the first stretch on
        self._second = 0.0
        self._seconds = 0.0  # of the whole sound; 0: not known
        self.player = SoundPlayer(self)
        self.player.wanted.connect(self.wanted)
        self.player.moved.connect(self._on_moved)
        self.player.ended.connect(self._on_ended)
        self.play, self.save, self.open = QPushButton(self), QPushButton(self), QPushButton(self)
        self.play.clicked.connect(self.play_or_pause)
        self._time = PlainLabel(self, "number")
        self.save.clicked.connect(self._on_save)
        self.open.clicked.connect(self._on_open)
        self._said = PlainLabel(self, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        row.addWidget(self.play)
        row.addWidget(self._time)
        row.addWidget(self.save)
        row.addWidget(self.open)
        row.addWidget(self._said, 1)
        self.hide()

    def offer(self, file: FileView | None, name: str, translator: Translator) -> None:
        """Offer to play and save the sound of a file, or hide where none can be decoded; what went on is given up."""
        self.stop()
        self._translator, self._name = translator, name
        self._seconds = file.seconds if file is not None else 0.0
        self.player.rewind()
        self._show_time(0.0)
        can_play = file is not None and file.has_sound
        self.moved.emit(0.0 if can_play else -1.0)
        self.save.setText(translator.text("window.save_sound"))
        self.open.setText(translator.text("window.open_player"))
        self.open.hide()
        self._said.show_text(translator.text("window.sound_explained"))
        self.setVisible(can_play)

    def begin(self, path: Path) -> None:
        """Have the sound decoded and written into a file."""
        self.stop()
        self._path, self._second = path, 0.0
        try:
            self._file = path.open("wb")
        except OSError:
            self._tell("sound_not_saved")
            return
        self._tell("sound_saving")
        self.wanted.emit(0.0)

    @Slot()
    def play_or_pause(self) -> None:
        """Play on from where it stands, or be silent."""
        if self.player.is_playing:
            self.player.stop()
        else:
            self.stop()  # what is being written needs the same samples
            self._say("sound_explained")
            self.player.play(self.player.second)
        self._show_play()

    @Slot(float)
    def seek(self, second: float) -> None:
        """Go to a second of the sound, and play on if it played."""
        second = max(0.0, min(second, self._seconds or second))
        if self.player.is_playing:
            self.player.play(second)
        else:
            self.player.rewind(second)
        self._on_moved(second)

    def take(self, samples: Samples) -> None:
        """Play a stretch; or write it, and ask for the next one."""
        self.player.take(samples)
        if self._file is None or (samples.pcm and abs(samples.second - self._second) > _NEAR_SECONDS):
            return
        form = samples.channels, _SAMPLE_BYTES, samples.rate
        try:
            if self._writer is None:
                self._writer = wave.open(self._file, "wb")  # noqa: SIM115 - closed when all is written
                self._writer.setparams((*form, 0, "NONE", ""))
            if self._writer.getparams()[:3] != form:
                raise OSError("another sound")
            self._writer.writeframesraw(samples.pcm)
        except (OSError, wave.Error):
            self.fail()
            return
        self._second += len(samples.pcm) / (_SAMPLE_BYTES * samples.channels * samples.rate)
        if samples.is_last or not samples.pcm or self._second >= limits.KEPT_SOUND_SECONDS:
            self._finish()
        else:
            self.wanted.emit(self._second)

    def fail(self) -> None:
        """Give up, and say so."""
        self.player.fail()
        if self._file is not None:
            self.stop()
            self._tell("sound_not_saved")

    def stop(self) -> None:
        """Be silent; give up what is being written, and leave nothing of it behind."""
        self.player.stop()
        self._show_play()
        if self._file is not None:
            self._close()
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _close(self) -> bool:
        """Close the file; return whether all of it is there."""
        file, writer = self._file, self._writer
        self._file = self._writer = None
        well = True
        for part in (writer, file):
            try:
                if part is not None:
                    part.close()
            except (OSError, wave.Error):
                well = False
        return well

    def _finish(self) -> None:
        if not self._close():
            self._tell("sound_not_saved")
            return
        self.open.show()
        cut = self._second >= limits.KEPT_SOUND_SECONDS
        self._tell("sound_saved_part" if cut else "sound_saved")

    def _say(self, key: str) -> None:
        if self._translator is not None:
            self._said.show_text(self._translator.text(f"window.{key}"))

    def _show_play(self) -> None:
        if self._translator is not None:
            self.play.setText(self._translator.text(f"window.{'pause' if self.player.is_playing else 'play'}"))

    def _show_time(self, second: float) -> None:
        whole = f" / {_say_time(self._seconds)}" if self._seconds else ""
        self._time.show_text(f"{_say_time(second)}{whole}")

    @Slot(float)
    def _on_moved(self, second: float) -> None:
        self._show_time(second)
        self.moved.emit(second)

    @Slot(bool)
    def _on_ended(self, well: bool) -> None:
        self._show_play()
        if well:
            self.player.rewind()
            self._on_moved(0.0)
        else:
            self._tell("sound_not_played")

    def _tell(self, key: str) -> None:
        if self._translator is not None:
            facts = {"name": plain(self._path.name), "minutes": str(round(limits.KEPT_SOUND_SECONDS / 60))}
            said = self._translator.text(f"window.{key}", **facts)
            self._said.show_text(said)
            announce(self._said, said)

    @Slot()
    def _on_save(self) -> None:
        if self._translator is None:
            return
        dialog = make_file_dialog(self, self._translator.text("window.save_sound_title"), self._translator)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self._translator.text("window.form_wav")])
        dialog.setDefaultSuffix("wav")
        dialog.selectFile(f"{name_safely(self._name)}.wav")
        dialog.fileSelected.connect(lambda said: self.begin(Path(read_place(said) or said)))
        dialog.open()

    @Slot()
    def _on_open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))


def _say_time(second: float) -> str:
    minutes, seconds = divmod(int(second), 60)
    return f"{minutes}:{seconds:02}"
