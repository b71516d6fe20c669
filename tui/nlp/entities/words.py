"""Word lists that the repair of entities decides by. Compiled by hand."""

from __future__ import annotations

from tui.nlp.lang.lists import roles, singular, words

NAMED = words("PERSON ORG GPE LOC NORP FAC")
"""Labels that are votes for what a name is."""

POSSESSIVE = words("'s ’s 'S ’S ' ’")
BODY_WORDS = words(
    "academy accord act administration agency agreement air airlines airport airways alliance alliances"
    " american analytics aquarium archive archives army assembly assets association athletics authority"
    " automotive avenue aviation award awards bakery bank basilica bay beach bill board branch brewery"
    " brewing bridge broadcasting building bureau cabinet campaign capital castle cathedral caucus center"
    " centre championship channel chapel charity chronicle church city clinic club co co. coal coalition"
    " college commission committee communications community company conference congress consortium"
    " consulting cooperative corp corp. corporation corps council county court creek cup cyclone day deal"
    " department directorate district dynamics east eastern economics electric electronics embassy energy"
    " engineering enterprises entertainment european exchange express faculty family fc federal federation"
    " festival financial flu foods force forces forum foundation front fund furniture gallery games gas"
    " gazette global gmbh group guard guardian hall healthcare heights herald hills holdings hospital"
    " hotel house hurricane inc inc. industries initiative inquirer institute institution insurance"
    " international investigations investment investments island islands jail journal kingdom lab"
    " laboratory labs lake law league library limited llc lodge logistics ltd ltd. magazine mall"
    " manufacturing marketing media medical mining ministries ministry mosque motors mountain movement"
    " museum national navy network new news north northern observatory observer ocean office oil open"
    " orchestra organisation organization palace park parliament partners partnership party petroleum"
    " pharma pharmaceuticals pictures plaza plc point police politics polytechnic post press prison prize"
    " productions program programme project properties province public radio railway railways records"
    " report republic research resort resources restaurant review river road royal savings school sea"
    " securities seminary senate sentinel service services shipping show shrine society software solutions"
    " south southern springs square stadium state states storm strategies street studios summit supreme"
    " symphony synagogue systems team technologies telecom telegraph television temple theater theatre"
    " therapeutics times tower treaty tribunal tribune tropical trust tv union united university utilities"
    " valley ventures virus voice war week weekly west western wildfire works world zoo"
)
"""Words in names of bodies, places and events, but not of persons; folded."""
ALSO_WORDS = words(
    "al brain chase dawn delta echo era harmony jade jewel liberty manual marine melody numbers per rocky"
    " said son soon summer sunshine van victory von wai"
)
"""Given names that are other words as often: they show no person by themselves; folded."""
HEADS = words(
    "academy administration agency alliance archive assembly association authority board bureau center"
    " centre church coalition college commission committee congress corporation council court department"
    " directorate federation foundation group guard institute league ministry museum network observatory"
    " office parliament party police project senate service society tribunal union university"
)
"""Head nouns that make the capitalised words before them a body; lower case."""
NOT_NAMES = words(
    "everybody everyone everything somebody someone something nobody nothing anybody anyone others"
    " a according advertisement also although an and april as at august bitcoin but by christmas click"
    " comments coronavirus covid covid-19 december dr dr. easter february for friday from god he her"
    " here his how however i if image in internet it its january july june march meanwhile monday mr mr."
    " mrs mrs. ms ms. my no none november october on our photo published read related said saturday says"
    " september share she so sunday that the their there these they this those thursday to today told"
    " tomorrow tuesday updated video we wednesday what when where while who why yes yesterday you your"
)
"""What small models take for names; folded."""
OPENING = words(
    "best bill black brown bush can case cash close day field frank grace grant gray green hope law"
    " long love major mark may might page park power price rice rich rose sharp short small stone strong"
    " white will wise wood young"
)
"""Surnames that open sentences as other words."""
TITLE_STRONG = words(
    "Capt Capt. Col. Dr Dr. Gen. Gov Gov. Judge Justice Lt. Miss Mr Mr. Mrs Mrs. Ms Ms. Prof Prof."
    " Professor Rep Rep. Rev Rev. Sen Sen. Senator Sgt Sgt. Sir"
)
"""Titles after which a capitalised word is a person."""
TITLE_WEAK = words(
    "Attorney Captain Coach Deputy Engineer Father General Judge Justice Leader Lord Major Mother Speaker"
)
"""Titles that also begin names of bodies ("General Motors")."""
ROLE_PREFIX = words(
    "Minority Majority Vice Deputy Chief Prime Foreign Special Senior Acting Assistant Interim"
)


def is_role(word: str) -> bool:
    """Whether a capitalised word by itself means a person by role ("President")."""
    role = roles().get(singular(word.lower().rstrip(".")))
    return word[:1].isupper() and role is not None and not role.body


def is_person_noun(word: str) -> bool:
    """Whether a word as written, in the singular, means a person: "ecologist", "co-author", "brother"."""
    noun = word.lower()
    for prefix in ("co-", "ex-", "vice-"):
        noun = noun.removeprefix(prefix)
    role = roles().get(noun)
    return role is not None and not role.body
