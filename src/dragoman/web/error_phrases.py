"""What errors say as templates, to be translated for the review page: problems, and what to do.

Advice of several sentences is found sentence by sentence. As in `phrases`, the special ones stand
before those that fit more.
"""

from __future__ import annotations

from collections.abc import Callable

Gettext = Callable[[str], str]


def errors(gettext: Gettext) -> tuple[str, ...]:
    """Return all templates as `gettext` gives them, in one order whatever the language."""
    return (
        *_of_names(gettext),
        *_of_the_system(gettext),
        *_of_formats(gettext),
        *_of_settings(gettext),
        *_of_articles(gettext),
        *_of_requests(gettext),
        *_of_next_steps(gettext),
    )


def reasons(gettext: Gettext) -> tuple[str, ...]:
    """Return why the system refuses something, in its own words, which stand within messages."""
    return (
        gettext("No space left on device"),
        gettext("Disk quota exceeded"),
        gettext("Permission denied"),
        gettext("Operation not permitted"),
        gettext("Read-only file system"),
        gettext("Input/output error"),
        gettext("Too many open files"),
        gettext("Is a directory"),
        gettext("Not a directory"),
        gettext("No such file or directory"),
        gettext("File name too long"),
        gettext("File too large"),
        gettext("Text file busy"),
        gettext("Device or resource busy"),
    )


def _of_names(gettext: Gettext) -> tuple[str, ...]:
    """What is wrong with the names of files and folders, and where commands look."""
    return (
        gettext(
            "the article changed since this review file was brought up to date, or segments "
            "were added or taken out by hand"
        ),
        gettext("this is a file, and the folder of the locale's review files belongs there"),
        gettext("If it stays so, restore it from a backup or from version control."),
        gettext("If nothing is missing, end the last line with a line break."),
        gettext("Restore the list that names it from version control."),
        gettext("this is a link, and there is nothing where it leads"),
        gettext("Rename the file, and run the command again."),
        gettext("Put the settings there, or remove the link."),
        gettext("Make it, and put your articles into it."),
        gettext("Nothing was done for this locale."),
        gettext("Name another locale."),
        gettext(
            "its name and %(what)s look alike, for their accents are written in two ways: "
            "Windows and macOS take them for one file, and one replaces the other, with its "
            "review and its copies"
        ),
        gettext(
            "its name and %(what)s differ in capital letters only: Windows and macOS take "
            "them for one file, and one replaces the other, with its review and its copies"
        ),
        gettext(
            "If nothing is missing, write %(place)s as a line of its own at its end, and end "
            "the last line with a line break."
        ),
        gettext(
            "%(name)s is not how a locale is written, so no command reads what is in this folder"
        ),
        gettext("%(name)s is not a known locale, so no command reads what is in this folder"),
        gettext("Look at what is in it, and move it out of %(place)s or delete it."),
        gettext("Windows cannot hold a file of this name: %(what)s"),
        gettext("Add it there, or make review files once: %(command)s"),
        gettext("%(name)s does not name a file inside this folder"),
        gettext("%(count)s more names of articles are like these"),
        gettext("Articles are files in the folder %(place)s."),
        gettext("Give one of them another name: %(command)s"),
        gettext("the articles are in %(what)s already"),
        gettext("the project has no folder %(name)s"),
        gettext("Give it another one: %(command)s"),
        gettext("this name is not %(word)s"),
        gettext("First run: %(command)s"),
        gettext(
            "the article %(name)s is gone, so no command reads this review file, nor those "
            "in %(what)s"
        ),
        gettext("%(word)s in %(name)s says what they are in."),
        gettext(
            "If it has another name now, run: %(command)s. If it was taken out on purpose, "
            "delete the review file, or move it out of %(place)s. If its text stands in "
            "another article now, give the name of that one to %(name)s."
        ),
        gettext(
            "%(locale)s is not among the %(word)s in %(name)s (%(what)s), and there are no "
            "review files for it"
        ),
        gettext(
            "Name it as %(word)s in %(name)s names it, such as %(what)s, or move it out of "
            "%(place)s."
        ),
    )


def _of_the_system(gettext: Gettext) -> tuple[str, ...]:
    """What the system refuses, and what stands in the way of a file."""
    return (
        gettext(
            "the file was written, but you have no right to give it the owner and group that "
            "it had: those who could save it may not be able to now"
        ),
        gettext(
            "somebody saved this version of a file at the moment in which a run that was "
            "then cut off replaced it"
        ),
        gettext("this file cannot be brought up to date without risk to what is written in it"),
        gettext("the file was changed by somebody else while this run was at work"),
        gettext("another dragoman run is at work in this project"),
        gettext("the file was changed since you looked at it"),
        gettext("the file was changed since that decision"),
        gettext("this name is too long for the disk"),
        gettext("this is a named pipe, not a file"),
        gettext("this is a folder, not a file"),
        gettext("this is a socket, not a file"),
        gettext("this is a device, not a file"),
        gettext("there is no such article"),
        gettext("there is a file already"),
        gettext("there is no such file"),
        gettext("this is not a file"),
        gettext("the article %(name)s is gone, so no command reads this review file"),
        gettext("what this run must keep for its end cannot be written: %(what)s"),
        gettext("a link leads out of the project here, to %(place)s"),
        gettext("the project's folder cannot be written: %(what)s"),
        gettext("an error in dragoman itself (%(what)s)"),
        gettext("the processes that translate do not get ready"),
        gettext("the file holds more than any model has"),
        gettext("the file cannot be written: %(what)s"),
        gettext("the file cannot be removed: %(what)s"),
        gettext("the folder cannot be made: %(what)s"),
        gettext("the folder cannot be read: %(what)s"),
        gettext("the file cannot be read: %(what)s"),
        gettext("the file is cut off: %(what)s"),
        gettext("there is no segment %(name)s"),
        gettext("the file cannot be moved to %(place)s: %(what)s"),
        gettext("a name here is not %(word)s: %(what)s"),
    )


def _of_formats(gettext: Gettext) -> tuple[str, ...]:
    """Why an article of a format cannot be read, further."""
    return (
        gettext("the file declares a document type, which no export of WordPress does"),
        gettext("Export the subtitles again from the program that made them."),
        gettext("this machine has no CUDA device that CTranslate2 can use"),
        gettext("its values lie too deep within each other"),
        gettext("this is a model, not a folder of models"),
        gettext("the file declares entities"),
        gettext("the model is packed"),
        gettext(
            "Export posts with Tools → Export, or leave other %(word)s files out of the folder."
        ),
        gettext("no subtitles are in this file: no line has two times, such as %(what)s"),
        gettext("the package's tokenizer cannot be read: %(what)s"),
        gettext("%(what)s: it is cut off or was changed by hand."),
        gettext("Remove the line that begins with %(what)s."),
        gettext("The first line names the columns: %(what)s"),
        gettext("the table has more than %(number)s columns"),
        gettext("%(name)s holds no table of keys and values"),
        gettext("%(name)s is not a column of a glossary"),
        gettext("the column %(name)s is there twice"),
        gettext("the model cannot be read: %(what)s"),
        gettext("there is no column %(name)s"),
        gettext("the package has no %(name)s"),
        gettext("the folder has no %(name)s"),
        gettext("this is not a Word document of the kind %(word)s: it is an old one (%(word2)s)"),
        gettext("this machine cannot compute in %(what)s on %(name)s"),
        gettext("Columns are %(what)s, and locales: %(other)s."),
        gettext("Give %(name)s as %(count)s or more."),
        gettext("this is not a news item in %(word2)s (%(word)s): it has no %(name)s"),
        gettext("this %(word2)s file is not %(word)s: it begins with %(what)s"),
        gettext("In %(name)s write %(what)s, or %(other)s."),
    )


def _of_settings(gettext: Gettext) -> tuple[str, ...]:
    """What is wrong in the settings or the glossary, and with models."""
    return (
        gettext("this installation has no demonstration models"),
        gettext("the glossary is not a list of terms"),
        gettext("there is no home folder for a cache"),
        gettext("there is no home folder for %(folder)s"),
        gettext("there is no such folder of models"),
        gettext("the processes that translate end by themselves (exit status %(count)s)"),
        gettext("“%(what)s” is not to be translated and has translations"),
        gettext("there is no %(name)s here, nor in any folder above"),
        gettext("a process to translate cannot be started: %(what)s"),
        gettext("there is no colon and space after %(place)s"),
        gettext("this entry is not a list of %(name)s lines"),
        gettext("%(name)s is neither a key nor a locale"),
        gettext("CTranslate2 cannot translate: %(what)s"),
        gettext("the settings cannot be read: %(what)s"),
        gettext("%(name)s is not a typographic rule"),
        gettext("%(name)s is not a known locale"),
        gettext("no model translates %(one)s into %(two)s (%(languagefrom)s → %(languageto)s)"),
        gettext("there is no engine %(name)s"),
        gettext("%(name)s has a wrong value"),
        gettext("this entry has no %(name)s"),
        gettext("%(name)s has an empty form"),
        gettext("%(name)s is not a setting"),
        gettext("%(name)s has a form twice"),
        gettext("%(name)s is not a check"),
        gettext("%(name)s holds no word"),
        gettext(
            "no %(name)s model translates %(one)s into %(two)s (%(languagefrom)s → %(languageto)s)"
        ),
    )


def _of_articles(gettext: Gettext) -> tuple[str, ...]:
    """Why an article cannot be read."""
    return (
        gettext("the two versions belong to %(what)s"),
        gettext("a password protects this document"),
        gettext("the file holds white space alone"),
        gettext("the file holds nothing"),
        gettext("byte %(count)s is %(other)s"),
        gettext("the page writes the same letters of “%(what)s” in several ways"),
        gettext("the part %(name)s of the document has more than %(count)s elements"),
        gettext("the document holds %(count)s MB when it is unpacked"),
        gettext("the file holds %(count)s MB, which is too much for an article"),
        gettext("there is not enough memory for this file"),
        gettext("markup stands more than %(count)s levels deep in a sentence"),
        gettext("Divide it into files of at most %(count)s MB, or move it out of %(word)s."),
        gettext("Take the needless markup out, and run the command again."),
        gettext(
            "It was left as it is; everything else was done. Close other programs, or divide the "
            "file, and run the command again."
        ),
        gettext("the file breaks off within a character (%(what)s)"),
        gettext("this %(word)s file is not an export of WordPress"),
        gettext("articles of the kind “%(what)s” cannot be read"),
        gettext("this is not %(what)s, or it is damaged"),
        gettext("the file is not %(word)s text"),
        gettext("this is %(what)s, not text"),
        gettext(
            "this is a binary file, not text: byte %(count)s holds the control character %(what)s"
        ),
        gettext("the file is not %(word)s text: a character here is the byte %(what)s"),
        gettext("the file is not in %(word)s: it looks like %(what)s"),
        gettext("this is not %(word)s: %(what)s"),
        gettext("the page says that it is in “%(what)s”, and is not: byte %(count)s is %(other)s"),
        gettext(
            "this is not %(what)s, or it is damaged: of its part %(part)s, line %(count)s is not "
            "well-formed %(word)s"
        ),
        gettext("this is not %(what)s, or it is damaged: of its part %(part)s, %(other)s"),
        gettext("the file is not in %(word)s: %(reasons)s; it looks like %(other)s"),
    )


def _of_requests(gettext: Gettext) -> tuple[str, ...]:
    """Why a request of the page is refused."""
    return (
        gettext("Open the address that %(command)s printed: it lets you in."),
        gettext("This page answers to its own address only."),
        gettext("The request is too large."),
        gettext("Method Not Allowed"),
        gettext("Not Found"),
        gettext("The request is not as the page sends it: %(what)s"),
        gettext("The request is not a %(word)s object."),
        gettext("The request is not %(word)s."),
        gettext("the %(word)s cannot be read: %(what)s"),
        gettext("%(name)s cannot be read: %(what)s"),
    )


def _of_next_steps(gettext: Gettext) -> tuple[str, ...]:
    """What to do about a file, the settings or a model: sentence by sentence."""
    return (
        gettext(
            "Open it with the password in Word or LibreOffice, take the password off, and "
            "save it again."
        ),
        gettext(
            "The machine may be short of memory: close other programs, or use fewer processes."
        ),
        gettext("Make sure that it is there and that you may read it, and run the command again."),
        gettext("Perhaps another program is still writing it: wait, and run the command again."),
        gettext("Ask whoever owns the folder to give it to a group that all of you are in."),
        gettext("Make room or get the right to write, and run the command again."),
        gettext("Copy what is missing from it into the file, and delete it."),
        gettext("Get the right to remove it, and run the command again."),
        gettext("Open it in the program that made it and save it again."),
        gettext("Get the right to read it, and run the command again."),
        gettext("Take the large pictures out, or divide the document."),
        gettext("Save it in your editor, and run the command again."),
        gettext("Wait until it is done, and run the command again."),
        gettext("It was left as it is; everything else was done."),
        gettext("What was finished is saved."),
        gettext("Divide the document."),
        gettext("Leave in it the columns that belong to a glossary."),
        gettext(
            "Give versions of one file, in the order: the common beginning, yours, the other one."
        ),
        gettext("Write the article into it, or delete the file."),
        gettext("Look at it again, and repeat what you did."),
        gettext("It was not copied whole: fetch it again."),
        gettext("Move it out of the folder of articles."),
        gettext("Rename it, and run the command again."),
        gettext("The other terms are used meanwhile."),
        gettext("Change the statuses in it by hand."),
        gettext("Please report this with the file."),
        gettext("Give the article a shorter name."),
        gettext("What is in it was left out."),
        gettext("Move it out of the project."),
        gettext("Nothing was changed in it."),
        gettext("Write a number from 1 on."),
        gettext("It was left where it is."),
        gettext("Write one word or name."),
        gettext("Write it, or delete it."),
        gettext("Run the command again."),
        gettext("Move one of them away."),
        gettext("It was left as it is."),
        gettext("It was not followed."),
        gettext("Nothing was changed."),
        gettext("What was written so far is whole."),
        gettext("Nothing was written."),
        gettext("Only files are read."),
        gettext("Please report this."),
        gettext("It was left alone."),
        gettext(
            "Make room there, or name another folder in the environment variable %(name)s, "
            "and run the command again."
        ),
        gettext(
            "Save it as plain text in the encoding %(word)s in your editor, or restore it "
            "from a backup."
        ),
        gettext(
            "Open it in a text editor, choose “Save as” and the encoding %(word)s, and run "
            "this again."
        ),
        gettext(
            "Begin each entry with %(what)s, and put its other lines below, indented by two spaces."
        ),
        gettext("It belongs below %(place)s, and is indented by two spaces there."),
        gettext("Open it in Word or LibreOffice and save it again as %(word)s."),
        gettext("Go to your newsroom's folder, or make one here with: %(command)s"),
        gettext("Save the article with one of these endings: %(what)s"),
        gettext("Please report this, with its details in %(place)s."),
        gettext("Put the text between quotation marks: %(what)s."),
        gettext("Delete the translations, or the line %(place)s."),
        gettext("Write %(what)s, and its translations below."),
        gettext("Begin it with %(what)s, the word itself."),
        gettext("Write at least one locale: %(what)s."),
        gettext("Save it as %(word)s in your editor."),
        gettext("Install a model instead: %(command)s"),
        gettext("%(name)s was left where it is."),
        gettext("The engines are: %(what)s."),
        gettext("Install it again: %(command)s"),
        gettext("Known here are: %(what)s."),
        gettext("Write a list: %(what)s."),
        gettext(
            "Run: %(command)s (or, to go through English: %(other)s) (or try the small "
            "demonstration models: %(word)s)"
        ),
        gettext("Run: %(command)s (or, to go through English: %(other)s)"),
        gettext("Run: %(command)s (or try the small demonstration models: %(word)s)"),
        gettext("Run: %(command)s (or, with the files of such a model in %(word)s: %(other)s)"),
        gettext("Run: %(command)s"),
        gettext("Put the folder itself there, or if this is meant, write in %(name)s:%(what)s"),
        gettext("Put the file itself there, or if this is meant, write in %(name)s:%(what)s"),
        gettext("Use a language code such as %(what)s, or one with a country: %(other)s."),
        gettext("Keys are %(what)s, and locales such as %(other)s."),
        gettext("Use %(word2)s or %(word)s."),
        gettext(
            "Save the article's text as %(word3)s, %(word4)s or %(word)s in %(word2)s, and "
            "give that file."
        ),
        gettext("Use %(word2)s, %(word4)s, %(word)s or %(word3)s."),
    )
