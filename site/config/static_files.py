"""How static files are kept for the web server where they have to be ready soon."""

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class QuicklySqueezed(CompressedManifestStaticFilesStorage):
    """Beside each file a copy squeezed with gzip, and none with Brotli, which takes ten times as long to make."""

    def create_compressor(self, **kwargs):
        return Compressor(use_brotli=False, **kwargs)
