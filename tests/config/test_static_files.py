"""How static files are kept for the web server."""

from config.static_files import QuicklySqueezed


def test_a_copy_squeezed_quickly_is_kept_beside_each_file(tmp_path):
    (tmp_path / "sheet.css").write_text("main { margin: 0 }\n" * 100)

    kept = list(QuicklySqueezed(location=tmp_path).compress_files(["sheet.css"]))

    assert kept == [("sheet.css", "sheet.css.gz")]
    assert (tmp_path / "sheet.css.gz").stat().st_size < 100
