"""What web pages put around an article: buttons, counters, labels, invitations, credits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tui.sources.cleaning.lines import is_rule

LONGEST = 480
"""Nothing longer than this, in code points, is taken for page furniture."""

_BUTTONS = """share|shares|share this|share this article|share this story|share this page|share this post
share article|share on facebook|share on twitter|share on x|share on linkedin|share on whatsapp
share via email|share by email|tweet|tweet this|retweet|pin|pin it|like|likes|like this
like us on facebook|email|e-mail|email this|email this article|email article|print|print this
print this article|print article|print page|save|save article|save this story|bookmark|copy link
link copied|copy url|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|flipboard|messenger
facebook messenger|bluesky|threads|mastodon|instagram|youtube|x|comment|comments|leave a comment
add a comment|post a comment|view comments|show comments|join the conversation|no comments|listen
listen to this article|listen to article|play|pause|mute|video|watch|gallery|photos|more|menu|home
search|close|skip to content|skip to main content|skip to main|jump to content|back to top|top|next
previous|next article|previous article|subscribe|subscribe now|sign in|sign up|log in|login|register
donate|donate now|follow|follow us|advertisement|advertisements|advertisment|ad|ads|sponsored
sponsored content|promoted|advertorial|paid content|continue reading below|story continues below
advertisement - continue reading below|story continues below advertisement|article continues below
article continues below advertisement|article continues after this message|continue reading
scroll to continue|skip advertisement|skip ad|remove ads|report this ad|loading|read more|related
related articles|related stories|related news|related topics|more on this story|more on this topic
you may also like|you might also like|recommended|recommended for you|most read|most popular|trending
trending now|editors' picks|editor's picks|newsletter|newsletters|text size|font size|a a a|aa|a-|a+
accept|accept all|accept cookies|accept all cookies|reject all|manage cookies|cookie settings
video ad feedback|now playing|latest news|breaking news|see more photos|show caption|hide caption
for immediate release|-ends-|-30-|view in browser|view in your browser|view this email in your browser
view this email in browser|view online|view web version|view the web version|read online|web version
unsubscribe|forward to a friend|manage preferences|order reprints|comments are closed
the comments section is closed
cookie policy|privacy policy|terms of use|terms of service|got it|ok|dismiss|all rights reserved"""

_SECTIONS = """africa|americas|analysis|arts|asia|australia|books|breaking|britain|business|canada|china
climate|crime|culture|economy|education|energy|england|entertainment|environment|europe|exclusive|explainer
fashion|features|film|finance|food|football|health|india|international|ireland|latest|life|lifestyle|live
local|local news|markets|media|middle east|money|music|national|news|northern ireland|obituaries|opinion
politics|property|science|scotland|society|sport|sports|style|tech|technology|travel|tv|u.k.|u.s.|uk|uk news
uk politics|us|us & canada|us news|us politics|video|wales|weather|world|world news"""

_GETTY = "getty images"
"""An end that stands for any beginning."""
# Each is matched against a whole paragraph, whatever its case. Before it stands what such a paragraph begins
# with, words and signs (0: a digit): nothing of the kind begins otherwise, and to compile all takes 7 ms.
_PATTERNS: tuple[tuple[str, str], ...] = (
    # 23 Comments · Comments: 4 · 1.2K shares
    (
        "0 comment comments like likes reaction reactions replies retweet retweets share shares view views",
        r"(?:\d[\d.,]* ?[km]? +)?(?:shares?|comments?|likes?|views?|retweets?|reactions?|replies)"
        r"(?: *[:|·•]? *\d[\d.,]* ?[km]?)?",
    ),
    # Share Tweet Email · Facebook | Twitter
    (
        "comment comments copy e email facebook follow linkedin print reddit save share telegram tweet"
        " twitter whatsapp x",
        r"(?:(?:share|follow|tweet|print|e-?mail|save|facebook|twitter|whatsapp|linkedin|telegram|reddit|x"
        r"|copy link|comments?)(?: *[|/,·•] *| +|\Z)){2,}",
    ),
    # Read more: … · Related story | … · More from Kazan: …
    (
        "also don listen more read recommended related see watch what",
        r"(?:read (?:more|also|next|full story)|also read|see also|related|more|watch|listen|recommended"
        r"|don['’]t miss|related (?:story|stories|articles?|coverage)|what to read next)"
        r" ?[:|»>→] ?.{0,180}",
    ),
    # Sign up for our newsletter
    (
        "register sign subscribe",
        r"(?:sign up|subscribe|register) (?:(?:here|now|today|free) )?(?:for|to|now|here|today)\b.{0,180}"
        r"\b(?:newsletters?|inbox|e-?mails?|alerts?|briefings?|updates|podcast|channel|app)\b.{0,120}",
    ),
    (
        "get receive",
        r"(?:get|receive) [^.,;]{0,80}\b(?:newsletters?|(?:into|in|to) your inbox)(?:[.!:,-].{0,80})?",
    ),
    ("download", r"download (?:our|the) .{0,30}\bapp\b.{0,60}"),
    (
        "follow",
        r"follow (?:us|[\w.]+(?: [\w.]+){0,4}) on (?:x|twitter|facebook|instagram|telegram|mastodon|bluesky"
        r"|threads)\b.{0,60}",
    ),
    ("click", r"click here (?:to|for) .{0,120}"),
    # We use cookies …
    (
        "our this we",
        r"(?:we|this (?:web)?site|our (?:web)?site)(?: and our partners)? uses? cookies\b.{0,400}",
    ),
    ("by", r"by (?:continuing|using|browsing)\b.{0,80}\b(?:cookies|terms)\b.{0,200}"),
    # Credits alone; a caption that is a sentence stays.
    (
        "image images photo photograph photographs photos picture pictures",
        r"(?:photo|image|picture|photograph)s?(?: (?:credit|by|source|copyright|courtesy(?: of)?))? ?[:©]"
        r" ?(?:\b\w\.|[^.!?\"“”]){0,100}\.?",
    ),
    ("image", r"image (?:copyright|source|caption)[,:]? [^.!?\"“”]{2,80}"),
    ("image", r"image caption[,:] .{2,300}"),
    (
        "( ap afp epa getty reuters",
        r"\(?(?:ap|afp|epa|reuters|getty) ?(?:photo|images?)?(?: ?/ ?[\w.\-]+(?: [\w.\-]+){0,3})+\)?",
    ),
    (_GETTY, r"(?:[\w.\-]+ ){0,4}(?:[\w.\-]+/)?getty images"),
    ("( © copyright", r"(?:\(c\)|©|copyright (?:©|\(c\)|\d{4})) ?.{0,140}"),
    # What agencies and papers print below an article.
    (
        "additional reporting",
        r"(?:additional )?reporting by [^.!?\"“”]{3,160}; ?(?:additional )?(?:reporting|writing|editing) by"
        r" [^.!?\"“”]{3,160}",
    ),
    ("our", r"our standards: .{0,40}\btrust principles\.?"),
    ("a", r"a version of this (?:article|story) appear(?:s|ed) in print\b.{0,300}"),
    ("unsubscribe", r"unsubscribe *[|/·•].{0,80}"),
    # What newsletters print below.
    (
        "this you",
        r"(?:you(?:['’]re| are)|you (?:have )?received?|this (?:e-?mail|message|newsletter) (?:was|is) sent)"
        r"[^.]{0,80}(?:because|as a subscriber|to [^ ]+@)[^“”\"]{0,300}",
    ),
    ("if no", r"(?:if you )?no longer (?:want|wish) to (?:receive|get)\b.{0,200}"),
    ("was", r"was this (?:e-?mail|newsletter) forwarded to you\?.{0,120}"),
    ("0", r"\d+[ -]min(?:ute)?s? read"),
    (
        "0 a an last posted published updated",
        r"(?:(?:last )?(?:updated|published|posted):? ?)?(?:\d+|an?) (?:min(?:ute)?|hour|hr|day|week)s? ago",
    ),
    ("estimated reading", r"(?:estimated )?reading time:? .{1,30}"),
    (
        "categories category filed tags topics",
        r"(?:tags|topics|filed under|categories|category) ?: ?[^.!?\"“”]{0,160}",
    ),
    (
        "* - = [ _ – — advertisement promoted sponsored story",
        r"[-–—=_*\[ ]*(?:advertisement|sponsored|promoted|story continues below)[-–—=_*\] ]*",
    ),
    ("advertisement promoted sponsored", r"(?:advertisement|sponsored|promoted) ?[-–—:|] ?.{0,60}"),
    ("advertisement", r"advertisement \d{1,2}"),
    ("share", r"share this (?:story|article|post) ?: ?.{0,200}"),
    ("presented sponsored supported", r"(?:supported|sponsored|presented) by"),
    ("thanks", r"thanks for reading [^.,;!?]{2,40}[.!]?"),
    ("subscribe", r"subscribe to [^.,;!?]{2,40}"),
    ("a this", r"(?:a post|this post was) shared by .{2,80}\(@[\w.]+\)"),
    ("view", r"view this (?:post|photo|video|profile) on (?:instagram|facebook|threads|tiktok)"),
    ("[", r"\[contains quote post or other embedded content\]"),
    (
        "view",
        r"view this (?:post|email|e-mail|message|issue|newsletter) (?:on the web|online|in (?:your )?browser)"
        r"(?: at)?:? ?(?:https?://\S+)?",
    ),
    ("unsubscribe", r"unsubscribe:? https?://\S+"),
    ("thanks", r"thanks for reading .{1,60}! subscribe (?:for free |now )?to .{0,120}"),
    # Where a page goes on, and what is printed around it.
    (
        "0 first prev previous",
        r"(?:(?:prev(?:ious)?(?: page)?|first) +)?(?:\d{1,3}(?: *[|·] *| +)){2,20}"
        r"(?:next(?: page)?|last|»|›|→)",
    ),
    ("page", r"page \d{1,3} (?:of|/) \d{1,3}"),
    ("back return", r"(?:back|return)(?: to [^|]{2,30})? *[|·] *print(?: this)?(?: page| article)?"),
    (
        "find link printed source url",
        r"(?:url|source|printed from|article (?:url|link)|link to (?:article|this page)|find this article at)"
        r" ?: ?<?https?://\S+",
    ),
    # Where an article ends for who has not paid.
    (
        "already existing",
        r"(?:already|existing) (?:have an account|an? (?:paid )?(?:subscriber|member|user)"
        r"|(?:paid )?subscribers?|registered)\b.{0,80}",
    ),
    (
        "become create join log login register sign start subscribe to",
        r"(?:to (?:continue|keep) reading|subscribe|sign up|register|log ?in|sign in"
        r"|create (?:an|a free) account|(?:become|join) (?:a|as a) (?:member|subscriber)"
        r"|start your (?:free )?trial)\b[^“”\"]{0,100}"
        r"\b(?:to (?:continue|keep|go on) reading|to (?:read|unlock|access|view) (?:this|the|our|more|all)\b"
        r"|to read on|(?:please )?(?:log|sign) in|create (?:an|a free) account|post archives|free trial"
        r"|subscribe|register)\b[^“”\"]{0,120}",
    ),
    (
        "this",
        r"this (?:post|article|story|content|episode|section|page) is (?:only )?(?:for|available (?:only )?to"
        r"|reserved for|exclusive to|exclusively for)\b[^,.“”\"]{0,30}"
        r"\b(?:subscribers?|members only|pa(?:id|ying) (?:members|readers))\b[^“”\"]{0,100}",
    ),
    (
        "you",
        r"you(?: have|['’]ve) (?:read|reached|used|viewed) (?:your |all |\d+ (?:of|out of) )[^“”\"]{0,40}"
        r"\b(?:free )?(?:articles?|stor(?:y|ies)|limit|posts?|views)\b[^“”\"]{0,60}",
    ),
    (
        "get read unlock want",
        r"(?:want to read (?:more|on|the rest)|get the full (?:story|article)"
        r"|read the (?:rest|full) (?:story|article)|unlock (?:this|the full) (?:article|story|post))\b"
        r"[^“”\"]{0,80}",
    ),
)
_ENDS = " :|»>→•·*[]…"


def is_furniture(words: str) -> bool:
    """Whether a paragraph is nothing but a button, a label or an invitation of a web page."""
    if len(words) > LONGEST:
        return False
    folded = words.casefold().replace("’", "'").strip().removesuffix("...").strip(_ENDS)
    if folded in _buttons() or is_rule(words) or (folded.count(" ") > 1 and is_menu(folded)):
        return True
    return any(pattern.fullmatch(words) is not None for pattern in map(_pattern, _beginnings_of(words)))


def _beginnings_of(words: str) -> Iterator[str]:
    """Those beginnings of :data:`_PATTERNS` that a paragraph has."""
    first = words.split(None, 1)[0].casefold() if words.strip() else ""
    if first[:1].isalpha():
        first = first.strip(".,:;|/©»>→•·").split("/")[0].split("-")[0].split("’")[0].split("'")[0]
    else:
        first = "0" if first[:1].isdecimal() else first[:1]
    if first in _known_beginnings():
        yield first
    if words.casefold().endswith(_GETTY):
        yield _GETTY


def is_section(words: str) -> bool:
    """Whether a line is the name of a newspaper's section, such as stands above a headline."""
    return words.casefold().strip(_ENDS + ">/") in _sections()


def is_menu(words: str) -> bool:
    """Whether a line is nothing but names of sections and buttons, in a row as text browsers print them."""
    known = words.casefold().split()
    return 1 < len(known) <= 30 and all(word in _sections() or word in _buttons() for word in known)


@cache
def _sections() -> frozenset[str]:
    return frozenset(_SECTIONS.replace("\n", "|").split("|"))


@cache
def _buttons() -> frozenset[str]:
    return frozenset(_BUTTONS.replace("\n", "|").split("|"))


@cache
def _known_beginnings() -> frozenset[str]:
    return frozenset(
        word for beginnings, _ in _PATTERNS if beginnings != _GETTY for word in beginnings.split()
    )


@cache
def _pattern(beginning: str) -> re.Pattern[str]:
    """What matches a paragraph with such a beginning."""
    fitting = (
        pattern
        for beginnings, pattern in _PATTERNS
        if beginning == beginnings or (beginnings != _GETTY and beginning in beginnings.split())
    )
    return re.compile("|".join(f"(?:{pattern})" for pattern in fitting), re.IGNORECASE)
