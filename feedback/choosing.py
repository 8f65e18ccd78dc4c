"""Which questions a session asks: its course's own, else its audience's, else everybody's."""

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _

from feedback.models import Question, Questionnaire


def questionnaire_for(session):
    """Return the questionnaire of a session, or None where none has been made."""
    course = session.course
    own, audience, anybody = (
        Q(chosen_by__course=course),
        Q(is_default=True, audience=course.audience_id),
        Q(is_default=True, audience=None),
    )
    nearness = Case(When(own, then=Value(1)), When(audience, then=Value(2)), default=Value(3))
    return Questionnaire.objects.filter(own | audience | anybody).order_by(nearness, "pk").first()


def questions_for(session, *, questionnaire):
    """Return the questions in order. Children are asked for nothing in their own words, whatever stands there."""
    questions = questionnaire.questions.all()
    if is_for_children(session):
        questions = questions.exclude(kind=Question.Kind.COMMENT)
    return list(questions)


def is_for_children(session):
    return session.course.audience.headcount_locked


def refuse_comments_from_children(audience, *, has_comment):
    """Refuse, as a form's error, to ask for words where the audience is children."""
    if has_comment and audience and audience.headcount_locked:
        raise ValidationError(
            _("%(audience)s are asked for no comment: children write nothing about themselves or others here.")
            % {"audience": audience}
        )
