"""Python against the database of a running copy, by one process for many questions: each alone would load everything.

A question is a line of JSON, the code; the answer is another, with what the code printed and how it failed.
"""

import json
import subprocess
import threading
from contextlib import redirect_stdout
from io import StringIO
from traceback import format_exc

from django.db import connections

ANSWER = "import sys; from tests.console import answer; answer(sys.stdin, names=globals())"


class Console:
    """Starts with the first question, by `command` and Popen's `options`, and answers one at a time."""

    def __init__(self, command, **options):
        self.command, self.options = [*command, ANSWER], options
        self.child, self.turn = None, threading.Lock()

    def ask(self, code):
        """Run the code and return what it prints."""
        with self.turn:
            if self.child is None:
                pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
                self.child = subprocess.Popen(self.command, **pipes, **self.options)
            print(json.dumps(code), file=self.child.stdin, flush=True)
            answer = self.child.stdout.readline()
        assert answer, "the console ended by itself"
        said, problem = json.loads(answer)
        assert not problem, problem
        return said

    def close(self):
        if self.child:
            self.child.communicate()


def answer(questions, *, names):
    """Answer until nobody asks any more; each question finds the same names, and the database as it is by then."""
    for question in questions:
        said, problem = StringIO(), ""
        try:
            with redirect_stdout(said):
                exec(json.loads(question), dict(names))
        except Exception:  # noqa: BLE001 - whatever it is, who asked shall read it
            problem = format_exc()
        connections.close_all()
        print(json.dumps([said.getvalue(), problem]), flush=True)
