"""The errors of files stand with the others."""

from metrics.errors import CannotWrite as CannotWrite
from metrics.errors import FileThere as FileThere
from metrics.errors import NoChrome as NoChrome
from metrics.errors import NotAnImage as NotAnImage
from metrics.errors import NothingToShow as NothingToShow
from metrics.errors import NotOurs as NotOurs
