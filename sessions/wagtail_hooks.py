"""Wires the sessions into the back office."""

from wagtail import hooks

from sessions import history

hooks.register("register_log_actions", history.register_acts)
