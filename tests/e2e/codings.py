"""Content codings, undone; and which of them the program makes."""
import gzip
import os
import subprocess

SUFFIXES = {"br": ".br", "zstd": ".zst", "gzip": ".gz"}  # the preferred first


def made():
    """Those for which this build has the library."""
    if "AFFLUENT" not in os.environ:  # and tests are skipped
        return []
    said = subprocess.run([os.environ["AFFLUENT"], "--version"], capture_output=True, text=True,
                          check=True).stdout
    return said.partition("compresses: ")[2].split()


def undo(coding, body):
    if coding == "br":
        import brotli
        return brotli.decompress(body)
    if coding == "zstd":
        import zstandard
        return zstandard.ZstdDecompressor().decompress(body)
    return gzip.decompress(body) if coding == "gzip" else body
