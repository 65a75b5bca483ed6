"""The address to serve on is taken: said at once, in both languages, before the web server tries five times."""

from __future__ import annotations

import socket

import pytest

from wolouj.config.service import _refuse_taken
from wolouj.foundation.embedded import MachineTrouble


def test_an_address_another_program_answers_at() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        with pytest.raises(MachineTrouble) as caught:
            _refuse_taken(taken)
    assert taken in str(caught.value) and "--bind" in str(caught.value) and "برنامج" in str(caught.value)
    _refuse_taken(taken)  # free again


@pytest.mark.parametrize("bind", ["unix:/tmp/x.sock", "8000", "127.0.0.1:http", "203.0.113.9:80"])
def test_what_is_not_ours_to_judge_is_left_to_the_web_server(bind: str) -> None:
    _refuse_taken(bind)
