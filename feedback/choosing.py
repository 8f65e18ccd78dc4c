"""Which questions a session asks: its course's own, else its audience's, else everybody's."""

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext as _

from feedback.models import Question, Questionnaire


def questionnaire_for(session):
    """Return the questionnaire of a session, or None where none has been made."""
    return questionnaire_of(session.course)


def questionnaire_of(course):
    """Return the questionnaire of a course, which need not be saved yet, or None where none has been made."""
    own, audience, anybody = (
        Q(chosen_by__course=course.pk),
        Q(is_default=True, audience=course.audience_id),
        Q(is_default=True, audience=None),
    )
    nearness = Case(When(own, then=Value(1)), When(audience, then=Value(2)), default=Value(3))
    return Questionnaire.objects.filter(own | audience | anybody).order_by(nearness, "pk").first()


def courses_that_ask(courses):
    """Return the keys of those courses that have a questionnaire, in one query."""
    rows = list(Questionnaire.objects.values_list("chosen_by__course", "is_default", "audience"))
    chosen = {course for course, _is_default, _audience in rows if course}
    defaults = {audience for _course, is_default, audience in rows if is_default}
    return {each.pk for each in courses if each.pk in chosen or defaults & {each.audience_id, None}}


def why_nothing_is_asked(course):
    """Return the sentences that say why a course's certificate cannot wait for the evaluation; none where it can."""
    if not (course.gives_certificate and course.certificate_needs_evaluation) or questionnaire_of(course):
        return []
    return [
        _(
            "Nobody could ever answer: neither this course nor its audience has a questionnaire. Choose one under "
            "“Questionnaires of courses”, or let certificates not wait for it."
        )
    ]


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
