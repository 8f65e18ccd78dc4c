import pytest

from tests.bench.measuring import say_side_by_side


@pytest.fixture(scope="session", autouse=True)
def side_by_side():
    yield
    say_side_by_side()
