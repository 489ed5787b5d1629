"""Model packages: find, install, verify, bundle. Only what a person asks for uses the network."""

from dragoman.models.archive import install_bundle, install_file
from dragoman.models.bundle import Bundle, bundle
from dragoman.models.choice import find, route
from dragoman.models.download import Patience
from dragoman.models.foreign import Foreign, Wrapped, wrap
from dragoman.models.installed import Installed, fingerprint, installed, remove, stray
from dragoman.models.places import demo, folder_for
from dragoman.models.placing import Installation
from dragoman.models.published import Available, index, install_from_index, install_url
from dragoman.models.verify import PackageVerdict, verify

__all__ = [
    "Available",
    "Bundle",
    "Foreign",
    "Installation",
    "Installed",
    "PackageVerdict",
    "Patience",
    "Wrapped",
    "bundle",
    "demo",
    "find",
    "fingerprint",
    "folder_for",
    "index",
    "install_bundle",
    "install_file",
    "install_from_index",
    "install_url",
    "installed",
    "remove",
    "route",
    "stray",
    "verify",
    "wrap",
]
