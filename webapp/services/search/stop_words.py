"""Words that say that somebody asks, not what about. A sentence is searched without them."""

from __future__ import annotations

from functools import cache
from typing import Final

from webapp.services.search.folding import words_of

_WORDS: Final = {
    "en": """
        a about after again all also am an and any anyone anything are as at be because been before being but by can
        can't cannot could did didn't do does doesn't don't else ever every everything for from get gets getting give go
        going got had has hasn't have haven't having he her here him his how i i'd i'll i'm i've if in into is isn't it
        its it's just know like looking made make makes many may me might more most much must my myself need needed
        needs no not now of on one only or other our ourselves own please really say she should so some somebody someone
        something still such than thanks thank that that's the their them then there these they they're thing things
        this those to too trying try until us use using very want wanted wants was wasn't way we we're were what what's
        when where which while who whom whose why will with without won't would wouldn't yes yet you your yours
    """,
    "es": """
        a al algo alguien alguna algunas alguno algunos ante antes aquí aún aunque bien cada como cómo con cuál cuáles
        cuando cuándo cuánto cuánta cuántos da dan dar de debo del desde después donde dónde dos el él ella ellas ellos
        en entonces entre era es esa esas ese eso esos esta está están estas este esto estos estoy favor fue ha hace
        hacer hago han hasta hay he la las le les lo los más me mi mí mis mucho mucha muchos muy nada necesita necesito
        necesitamos ni no nos nosotros nuestra nuestro o obtener otra otro para pero por porque pueda puede puedo qué
        que quién quien quiero quiere queremos se sea según ser si sí sin sobre solo sólo son soy su sus también tan te
        tener tengo tiene tienen toda todas todo todos tu tú tus un una unas uno unos usted ustedes va ver voy y ya yo
    """,
    "ar": """
        في من إلى على عن مع هذا هذه ذلك تلك التي الذي الذين هو هي هم نحن أنا أنت كان كانت يكون هل ما ماذا متى أين كيف
        لماذا كم أو و ثم لكن إن أن إذا لا لم لن ليس غير كل بعض أي عند عندي لدي لي لك له لها لنا بعد قبل حتى قد أريد
        أحتاج احتاج يمكن يمكنني أستطيع أرجو الرجاء من فضلك كما بين منذ حول دون فقط أيضا جدا هناك هنا
    """,
}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Folded, as words of a search are; none for a language we have no list of."""
    return frozenset(words_of(_WORDS.get(language.split("-")[0], "")))


@cache
def all_stop_words() -> frozenset[str]:
    """Those of every language: somebody may write in another one than the page's."""
    return frozenset().union(*(stop_words(language) for language in _WORDS))
