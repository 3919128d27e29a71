"""What is asked at the end: number keys answer, and nobody need."""

from formcheck.ui.questions import ASKED_S, TEN_S, Question, Questions


def asked(*keys: int) -> Questions:
    questions = Questions(0.0)
    for digit in keys:
        questions.digit(1.0, digit)
    return questions


def test_a_digit_answers_and_the_next_question_comes() -> None:
    questions = asked(3)
    assert questions.answers == {Question.PAIN: 3}
    assert questions.current is Question.EFFORT
    questions.digit(2.0, 0)
    assert questions.answers == {Question.PAIN: 3, Question.EFFORT: 0}
    assert questions.current is questions.words is None


def test_ten_is_a_one_and_a_zero() -> None:
    questions = asked(1)
    assert questions.words == "Pain now, 0 to 10? 1"
    questions.digit(1.5, 0)
    assert questions.answers == {Question.PAIN: 10}


def test_a_one_counts_by_itself_or_before_another_digit() -> None:
    alone = asked(1)
    alone.pass_time(1.0 + TEN_S)
    assert alone.answers == {Question.PAIN: 1}
    assert asked(1, 5).answers == {Question.PAIN: 1, Question.EFFORT: 5}


def test_what_nobody_answers_is_skipped() -> None:
    questions = Questions(0.0)
    questions.pass_time(ASKED_S - 0.1)
    assert questions.current is Question.PAIN
    questions.pass_time(ASKED_S)
    assert questions.current is Question.EFFORT
    questions.pass_time(2 * ASKED_S)
    assert questions.current is None
    assert questions.answers == {}


def test_enter_goes_on_without_an_answer() -> None:
    questions = Questions(0.0)
    questions.skip(1.0)
    questions.digit(2.0, 7)
    questions.digit(3.0, 8)
    assert questions.answers == {Question.EFFORT: 7}
