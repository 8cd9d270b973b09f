"""Every bound on work and size, in one place, with its unit.

A file that exceeds one is answered with a reason, never with a crash and never with silence.
"""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB
GIB: Final = 1024 * MIB

LIST_ITEMS: Final = 100_000  # of one list that crosses a border between processes

# -- media
FILE_BYTES: Final = 1024 * GIB  # larger files are not hashed or read at all
HEAD_BYTES: Final = 4 * KIB  # looked at to tell the format
HASH_PIECE_BYTES: Final = MIB
STANDARD_INPUT_BYTES: Final = 4 * GIB  # of a file that is piped to `check`
SIDECAR_BYTES: Final = 64 * MIB
PICTURE_PIXELS: Final = 120_000_000  # decoded pixels; larger pictures are "too large"
PREVIEW_SIDE: Final = 512  # pixels, longer side of the preview
THUMBNAIL_SIDE: Final = 256  # pixels, longer side
THUMBNAILS: Final = 64  # per file
STRIP_SIDE: Final = 160  # pixels, longer side of a frame in the strip of a video
THUMBNAIL_BYTES: Final = 8 * MIB  # encoded size of one embedded thumbnail
THUMBNAIL_PIXELS: Final = 16_000_000  # of one embedded thumbnail before it is made small

TEXT_PIXELS: Final = 700_000  # of all bands of a picture in which words are read, after scaling
TEXT_LINES: Final = 40  # of text read in one picture; then no further band is looked at

# -- sound and video
LISTENED_SECONDS: Final = 120.0  # of a sound that are examined; longer ones in evenly spaced stretches
STRETCH_SECONDS: Final = 10.0  # of each
SOUND_CHANNELS: Final = 64
SOUND_RATE: Final = 768_000  # samples a second
TIMELINE_SECONDS: Final = 7 * 24 * 3600.0  # that a video or sound may last to be drawn along a line
WAVEFORM_COLUMNS: Final = 600  # of the picture of a sound
FRAME_PIXELS: Final = 36_000_000  # of one frame of a video
FRAMES_SECONDS: Final = 12.0  # of processor time on the frames of a video; then no further one is looked at
FRAMES_CLOCK_SECONDS: Final = 40.0  # on the same by the clock, below what a whole file may take
CHECKPOINT_BYTES: Final = 256 * MIB  # of a model's weights, unpacked
CHECKPOINT_PICKLE_BYTES: Final = MIB  # of the list of its arrays

# -- metadata
FIELD_CHARACTERS: Final = 256 * KIB  # of one field's value; longer ones are cut and say so
FIELDS: Final = 2_000  # per reader
PACKET_BYTES: Final = 16 * MIB  # of one metadata packet (XMP, EXIF, IPTC)
INFLATED_BYTES: Final = 4 * MIB  # of one compressed text chunk
INFLATED_TOTAL_BYTES: Final = 32 * MIB  # of all compressed chunks of a file
SEGMENTS: Final = 20_000  # segments, chunks or boxes walked per file
DATA_CHUNKS: Final = 500_000  # chunks of pixels or samples skipped per file
WALK_BYTES: Final = 48 * MIB  # of all parts that a walk keeps
WALK_PIECE_BYTES: Final = 64 * KIB  # read at once by walkers that take small steps
SCANNED_BYTES: Final = 256 * MIB  # searched for the end of a picture
DIRECTORIES: Final = 64  # TIFF directories per file
DIRECTORY_ENTRIES: Final = 1_000  # tags of one TIFF directory
READER_CHARACTERS: Final = 4 * MIB  # of all field values of one reader
KEY_CHARACTERS: Final = 200  # of a field's key, which may hold names out of the file
DAMAGES: Final = 20  # remarks on damage per reader
BOX_DEPTH: Final = 12  # nesting of boxes
XML_DEPTH: Final = 100
XML_NODES: Final = 50_000
DOCUMENT_BYTES: Final = 8 * MIB  # of a page, drawing or text that is read for what it states of itself
UNSEEN_CHARACTERS: Final = 100_000  # invisible or lookalike ones of one text

# -- files inside a file
EMBEDDED_FILES: Final = 64  # of one file, at all depths together
EMBEDDED_BYTES: Final = 16 * MIB  # of one of them
EMBEDDED_TOTAL_BYTES: Final = 96 * MIB  # of all of them
EMBEDDED_SECONDS: Final = 6.0  # of processor time on all of them; then no further one is opened
EMBEDDED_DEPTH: Final = 2  # a file in a file in the file
MEMORY_FILE_BYTES: Final = 64 * MIB  # of a layer that OpenUSD reads
EMBEDDED_PIXELS: Final = 24_000_000  # of one picture among them

# -- records
RAW_RECORD_CHARACTERS: Final = 2 * MIB  # of crJSON kept for display
MANIFESTS: Final = 1_000
ASSERTIONS: Final = 2_000  # per manifest
ACTIONS: Final = 2_000  # per assertion
INGREDIENTS: Final = 500  # per manifest
STATUSES: Final = 200_000  # validation codes read per list
MARKS: Final = 200  # texts of one manifest that fingerprints may look at
MENTION_CHARACTERS: Final = 256 * KIB  # of one manifest's steps in which words about AI are looked for
STORE_BYTES: Final = 64 * MIB  # of one manifest store taken out of a record
VOUCHED_SIGNERS: Final = 64  # different signers of one record that are looked up in the trust lists
VALIDATED_ALONE: Final = 16  # ingredients validated once more by themselves
CHAIN_CERTIFICATES: Final = 8  # from a signer up to the anchor of a list
CREDENTIALS: Final = 256  # manifests of one record whose certificates and time stamps are looked into
STAMPS: Final = 16  # time stamps of one manifest
STAMP_BYTES: Final = 64 * KIB  # of one of them
STAMP_CERTIFICATES: Final = 8  # that come with one of them
DER_VALUES: Final = 256  # side by side
DER_IDENTIFIER_BYTES: Final = 32
ASKED_CHAINS: Final = 8  # signers of one record about whose certificates somebody can be asked
CHAINS_BYTES: Final = MIB  # of all certificates of theirs
STAPLED_ANSWERS: Final = 16  # about certificates, that lie in one record
CBOR_DEPTH: Final = 16
CBOR_VALUES: Final = 10_000
SECOND_ENGINE_BYTES: Final = 128 * MIB  # files that the second engine, which wants them whole in memory, is given
CODES: Final = 100  # validation codes kept of one opinion
WHOLE_HASH_AT_ONCE_BYTES: Final = 32 * MIB  # larger files show their record first and are hashed afterwards

# -- findings and facts
FACT_CHARACTERS: Final = 2_000
FINDINGS_PER_READER: Final = 500
MATCHED_CHARACTERS: Final = 256 * KIB  # of a field that a fingerprint looks at

# -- memory of what was checked
IMPRINTS: Final = 12  # of one file: a picture has one, a video one a frame that was looked at; sound comes on top
IMPRINT_SIDE: Final = 128  # pixels, longer side of the view that is kept
IMPRINT_SOUND_SECONDS: Final = 600.0  # of a sound's beginning that imprints are made of
IMPRINT_SOUND_VALUES: Final = 120_000_000  # samples of all channels that are decoded for them
SOUND_IMPRINTS: Final = 12  # of one file: each of a stretch
PRINT_BYTES: Final = 4  # of one number of Chromaprint
PRINTS: Final = 480  # numbers of one stretch, about a minute
WHOLE_BYTES: Final = 32  # of an ISCC code
LANDMARK_BYTES: Final = 20  # of one point
LANDMARKS: Final = 160  # points of one imprint
ARCHIVE_BYTES: Final = 16 * GIB  # of an archive that is imported
ARCHIVE_TASK_BYTES: Final = 16 * MIB  # of its lines that one confined task reads
ARCHIVE_TASK_SECONDS: Final = 60.0
ARCHIVE_ANSWER_BYTES: Final = 40 * MIB  # of what that task tells
ARCHIVE_LINE_BYTES: Final = 2 * MIB  # of one file with its imprints in an archive that is imported
VIDEO_SECONDS: Final = 48 * 3600.0  # a frame's time beyond it is not believed

# -- looking closely at one file: what its worker is asked for, one answer at a time
VIEW_TILE_SIDE: Final = 512  # pixels of a tile's longer side
VIEW_LEVELS: Final = 12  # halvings of a picture that tiles are cut from
VIEW_PIXELS: Final = 1_000_000_000  # that a picture may claim of which a smaller one is decoded
VIEW_SECONDS: Final = 30.0  # for one answer, after the file was opened
VIEW_MAKE_SECONDS: Final = 90.0  # for making a view ready
EXPERT_PIXELS: Final = 60_000_000  # of a picture of which an expert's views are made
VIEW_FACTS: Final = 12  # of one view
VIEW_TABLES: Final = 4
CLONE_PIXELS: Final = 1_500_000  # to which a picture is made small in which clones are looked for
VIEW_LINE_BYTES: Final = 2 * MIB  # of one answer
VIEW_ATTEMPTS: Final = 3  # workers that may die over one file; then it is not opened again by itself
VIDEO_STOPS: Final = 600  # places of a video that can be stepped through
STOP_SECONDS: Final = 1.0  # between two of them at most, where they are not too many
KEY_FRAMES_SECONDS: Final = 8.0  # of processor time on finding key frames
KEY_FRAMES_CLOCK_SECONDS: Final = 20.0  # on the same by the clock, below what one answer may take
PCM_SECONDS: Final = 1.0  # of sound in one answer
KEPT_SOUND_SECONDS: Final = 1_800.0  # of a sound that is saved
PCM_RATE: Final = 48_000  # samples a second that are handed on; higher rates are brought to it
PCM_CHANNELS: Final = 2

# -- processes
LINE_BYTES: Final = 64 * MIB  # of one line from a worker
WORKER_RESIDENT_BYTES: Final = 1_400 * MIB
WORKER_DATA_BYTES: Final = 4 * GIB
WORKER_ADDRESS_BYTES: Final = 8 * GIB  # of all that is mapped: libraries, stacks and what is shared among it
WORKER_THREADS: Final = 64
WORKER_THREADS_PER_CORE: Final = 8  # and so many more
WORKER_PROCESSOR_SECONDS: Final = 3_600  # of a worker's own time for all its files, unless its first one needs more
FILES_PER_WORKER: Final = 200
ATTEMPTS: Final = 4  # on one file, each without the readers that ended a worker before
START_SECONDS: Final = 30.0  # until a worker says that it is ready; of its own, where others take the processor
INSPECTION_SECONDS: Final = 60.0  # per file, plus the time below
SECONDS_PER_GIB: Final = 30.0  # of further time for large files

# -- confined tasks: what is read once, in a process of its own
TASK_DATA_BYTES: Final = GIB  # of memory of its own
TASK_REQUEST_BYTES: Final = 24 * KIB  # of its arguments, which travel on the command line

# -- models that the user adds
MODEL_BYTES: Final = 256 * MIB
MODEL_SIDE: Final = 2_048  # pixels of a model's square input
MODEL_FETCH_SECONDS: Final = 3_600.0

# -- trust lists
LIST_STALE_DAYS: Final = 180  # an older copy of an official list raises the alarm `list_stale`
TRUST_LIST_BYTES: Final = 4 * MIB
TRUST_LIST_CERTIFICATES: Final = 1_000
TRUST_LIST_LINES: Final = 20_000  # of a list of single allowed certificates
DEMONSTRATION_ROOTS: Final = 32  # of samples that were made on this computer, the newest
TRUST_FILES: Final = 200  # in the user's folder

# -- network: only what the user asked for
FETCH_CONNECT_SECONDS: Final = 10.0
FETCH_READ_SECONDS: Final = 20.0  # without a single byte
FETCH_TOTAL_SECONDS: Final = 60.0  # name resolution, redirects and body together
FETCH_REDIRECTS: Final = 3
LINK_CHARACTERS: Final = 2_000  # of an address that somebody drops, pastes or types
LINKS_AT_ONCE: Final = 100  # addresses of one drop or paste
LINKED_BYTES: Final = GIB  # of a file that is fetched from an address
LINK_SECONDS: Final = 900.0  # for one of them; a silent server has less
PAGE_BYTES: Final = 8 * MIB  # of a page in which pictures and videos are looked for
PAGE_SECONDS: Final = 20.0  # for reading it
PAGE_MEDIA: Final = 1_000  # pictures and videos of a page that are listed
PAGE_ANSWER_BYTES: Final = 8 * MIB  # of what is told of them
BROWSER_BYTES: Final = 64 * MIB  # of a file that a browser hands over
BROWSER_MESSAGE_BYTES: Final = 2 * MIB  # of one message of a browser
BROWSER_NOTE_BYTES: Final = 64 * KIB  # of the note beside what it handed over
RESOLVERS: Final = 20  # addresses that the user added
RESOLVER_ANSWER_BYTES: Final = 64 * KIB  # of what a resolver says of a code
FOUND_MATCHES: Final = 10  # that are told of one search
FOUND_RECORDS: Final = 3  # of these that are fetched and checked
FOUND_STORE_BYTES: Final = 16 * MIB  # of one record that was found elsewhere
CHECKED_STORE_BYTES: Final = 16 * MIB  # of what is told of it
SEARCH_TASK_SECONDS: Final = 60.0  # for reading one answer or checking one record
REVOCATION_ANSWER_BYTES: Final = 64 * KIB  # of an answer about one certificate (OCSP)
REVOCATION_LIST_BYTES: Final = 8 * MIB  # of a list of revoked certificates (CRL)
REVOCATION_QUESTIONS_BYTES: Final = 4 * MIB  # of all questions about one record, with the certificates
REVOCATION_TASK_SECONDS: Final = 20.0  # for reading certificates or one answer

# -- the window
SETTINGS_BYTES: Final = MIB  # of the file of choices
FOLDER_DEPTH: Final = 40  # nesting of folders that are walked for files
HANDED_FILES: Final = 10_000  # by a second start to the window that is open
HANDED_BYTES: Final = 16 * MIB  # of all their paths
FILES_AT_ONCE: Final = 20_000  # taken from one drop
ADDRESSES: Final = LIST_ITEMS  # of one drop or paste; a folder holds as many files as it likes
ADDRESSES_BYTES: Final = 32 * MIB  # of all of them
PASTED_BYTES: Final = 256 * MIB  # of a pasted picture
LISTED_FILES: Final = 200  # of one drop; more become a batch, whose whole reports stay on the disk
PAGE_FILES: Final = 1_000  # told of on one exported page
CARDS_AT_ONCE: Final = 20  # findings shown before "show more"

# -- doors for programs: `serve` and `mcp`
UPLOAD_BYTES: Final = 2 * GIB  # of one file that is sent
UPLOADS_BYTES: Final = 4 * GIB  # of all that are being received or checked
UPLOAD_SILENCE_SECONDS: Final = 20.0  # without a single byte
UPLOAD_SECONDS: Final = 600.0  # for all bytes of one file
ASKED_WAITING: Final = 16  # files that wait, or are being received, beside those that are being checked
CONNECTIONS: Final = 64
HEADERS_BYTES: Final = 16 * KIB  # of one request
HEADERS_SECONDS: Final = 10.0  # for a connection to say what it wants
ASKED_PATH_BYTES: Final = 64 * KIB  # of a request that names a path
MCP_FILE_BYTES: Final = 32 * MIB  # of a file that is sent within a message
MCP_LINE_BYTES: Final = 48 * MIB  # of one message
ANSWER_FIELDS: Final = 200  # of a file that are told to a program that takes words for instructions
ANSWER_CHARACTERS: Final = 2_000  # of one of them

# -- the wire between processes (lines are bounded by LINE_BYTES)
LINE_PIECES: Final = 1_500_000  # values of one line: what it may become in memory, and how long it takes to read
TEXT_CHARACTERS: Final = 4 * MIB  # of one text
FETCHED_BYTES: Final = 32 * MIB  # of a remote record that the user asked for
EVENTS_PER_FILE: Final = 20_000  # that a worker may tell about one file
PROVISIONAL_ANSWERS: Final = 8  # among them; a worker that has more to say waits for its report
PROVISIONAL_BYTES: Final = 2 * MIB  # of the line of one
PICTURES_PER_FILE: Final = 200  # among them: all thumbnails and the preview
PICTURE_BYTES_PER_FILE: Final = 3 * (4 * PREVIEW_SIDE**2 + THUMBNAILS * THUMBNAIL_SIDE**2)  # of all of them
LARGE_ANSWER_BYTES: Final = 8 * MIB  # of all lines about one file; then the worker is replaced
FINDINGS: Final = 10_000  # of one report
HISTORY_ITEMS: Final = 20_000  # ingredients and steps of all manifests of one record

# -- evidence packs and cases
PACK_FILES: Final = 500  # files that one pack tells of
PACK_PARTS: Final = 4 * PACK_FILES  # files in a pack
PACK_PART_BYTES: Final = GIB  # of one of them
PACK_BYTES: Final = 4 * GIB  # of all that is read of one pack, and of its zip
PACK_DIRECTORY_BYTES: Final = MIB  # of a zip's list of what is in it
PACK_SECONDS: Final = 300.0  # of reading one pack
PACK_ANSWER_BYTES: Final = 16 * MIB  # of what is told of one pack
PACK_CODES: Final = 20_000  # of one file that are compared
PATH_CHARACTERS: Final = 4_096  # of a path in a pack that is looked for
PACK_MANIFEST_BYTES: Final = MIB
PACK_FACTS_BYTES: Final = 64 * MIB
PACK_REPORT_BYTES: Final = 64 * MIB  # of one file's report in a pack
NOTE_CHARACTERS: Final = 20_000  # of one note
NAME_CHARACTERS: Final = 200  # of a person's, a tag's or a case's name
