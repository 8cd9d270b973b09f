"""The fixed texts of the page with the settings."""

from __future__ import annotations

from typing import Final

from verify.report.words.catalogue import _

SETTINGS: Final[dict[str, str]] = {
    # -- how it looks
    "part_look": _("Language and looks"),
    "setting_language": _("Language"),
    "setting_appearance": _("Colours"),
    "appearance_high_light": _("&High contrast, light"),
    "appearance_high_dark": _("High contrast, dar&k"),
    "setting_text_size": _("Size of the text"),
    "text_size_100": _("Usual"),
    "text_size_125": _("A quarter larger"),
    "text_size_150": _("Half as large again"),
    "text_size_175": _("Three quarters larger"),
    "text_size_200": _("Twice as large"),
    # -- how files are looked at
    "part_reading": _("How files are looked at"),
    "reading_explained": _(
        "This holds for files that are checked from now on. What did not look stands in every answer under “Not "
        "checked”."
    ),
    "setting_readers": _("Who looks"),
    "readers_all": _("All readers"),
    "readers_quick": _(
        "Only the quick ones: whole videos and sounds are not searched for marks, the content of long files is not "
        "compared with its record, and no second program gives its opinion on the record."
    ),
    "readers_chosen": _("Only these:"),
    "setting_deep": _("Also look for hidden marks in pictures that were cut or resized. It takes seconds for each."),
    "setting_at_a_time": _("Files at a time"),
    "at_a_time_free": _("As many as this computer bears"),
    "at_a_time_later": _("The number of files at a time holds from the next start of Whence."),
    "limits_explained": _(
        "Each file gets about {seconds} seconds, very large ones more, and at most {memory} MB of memory. If that does "
        "not do, the answer says so."
    ),
    # -- trust lists
    "part_trust": _("Lists of trusted signers"),
    "trust_explained": _("A signer counts as confirmed only where one of these lists vouches for the signer."),
    "trust_set_aside": _("{file} was broken and is not used."),
    "renew_lists": _("Renew the lists…"),
    "renew_question": _("Fetch the newest lists?"),
    "renew_go": _("Fetch"),
    "cancel": _("Cancel"),
    "renewing": _("Fetching the lists…"),
    "add_certificate": _("Add a certificate…"),
    "choose_certificate": _("Choose the certificate of an authority"),
    "remove_list": _("Remove"),
    "list_removed": _("Removed {list}."),
    "remove_list_named": _("Remove {list}"),
    "lists_stale": _(
        "A list of trusted signers on this computer is {days} days old. Signers that were added since are shown as "
        "unconfirmed."
    ),
    "open_settings": _("See the lists"),
    # -- traces
    "part_traces": _("What Whence keeps"),
    "traces_explained": _(
        "Whence writes into one folder of yours, {folder}: these settings, trust lists, your cases with the copies "
        "that you asked for, and what you allow below. Pasted pictures and other files without a place of their own "
        "lie in a temporary folder until the window closes."
    ),
    "setting_keep_recent": _("Remember where the last files and folders lie that you opened; nothing of their content"),
    "recent_files": _("Opened &last"),
    "no_recent": _("Nothing yet"),
    "forget_recent": _("Forget them now"),
    "recent_forgotten": _("Forgotten."),
}
