"""The demonstration programme: a made-up partnership, so that every screen has something to show.

Places, people and figures are invented, except the totals of 2016/17, which are those of a published report. `loading`
puts it all together; the other modules each hold one part of it as plain lists, and the verbs that turn them into rows.
"""
