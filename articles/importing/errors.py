"""Why a file cannot be imported: one named exception a reason, each a sentence for the editor."""

from __future__ import annotations

from editorial.errors import Refused


class ImportRefused(Refused):
    """Base of every refusal; the sentence does not name the file, whoever shows it does."""

    code = "import_refused"
    sentence = "This file cannot be imported."


class FileMissing(ImportRefused):
    code = "file_missing"
    sentence = "This is no file that can be read: check the name and its permissions."


class FileEmpty(ImportRefused):
    code = "file_empty"
    sentence = "The file is empty: there is no text to import."


class FileTooLarge(ImportRefused):
    code = "file_too_large"
    sentence = "This file is larger than {limit} MB, the most that can be imported: {advice}."


class TextTooLong(ImportRefused):
    code = "text_too_long"
    sentence = (
        "The text of this file is longer than {limit} MB, the most that can be imported: divide it into several files."
    )


class FileNotText(ImportRefused):
    code = "file_not_text"
    sentence = "This is not a plain-text file: save the page as plain text (.txt, UTF-8) and import that."


class EncodingUnknown(ImportRefused):
    code = "encoding_unknown"
    sentence = "The characters are neither UTF-8, UTF-16 nor Windows-1252: save the file as UTF-8 and import that."


class WordDamaged(ImportRefused):
    code = "word_damaged"
    sentence = "This is no Word file, or it is damaged: open it in Word, save it again and import that."


class WordProtected(ImportRefused):
    code = "word_protected"
    sentence = "This Word file is protected by a password: save it without one and import that."


class WordHostile(ImportRefused):
    """The sentence says which limit was passed; none of the files that word processors write comes near one."""

    code = "word_hostile"
    sentence = "This Word file {why}, which no page needs: copy its text into a new document and import that."


class TooDeep(ImportRefused):
    code = "too_deep"
    sentence = "The text of this file is nested too deeply to be read safely: paste it without its formatting."


class TooHard(ImportRefused):
    code = "too_hard"
    sentence = "Reading this file took too long or too much memory: divide it into several smaller ones."


class BodyTooLong(ImportRefused):
    code = "body_too_long"
    sentence = "One part of the page is too long to be kept: divide the page into several."


class TextUnaccounted(ImportRefused):
    """The guard against silent loss: raised when input and result do not add up, which is a fault of the importer."""

    code = "text_unaccounted"
    sentence = "The importer could not account for every character of this file, so nothing was imported: report it."
