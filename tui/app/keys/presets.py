"""Sets of keys for hands that know another program; what ``keymap.toml`` says comes over them."""

from __future__ import annotations

from collections.abc import Mapping

PRESETS: Mapping[str, Mapping[str, str]] = {
    "vim": {},
    "less": {
        "article.line-down": "j,e,down,ctrl+n",
        "article.line-up": "k,up,ctrl+y",
        "article.page-down": "space,f,ctrl+v,pagedown",
        "article.top": "g,less_than_sign,home,ctrl+home",
        "article.bottom": "G,greater_than_sign,end,ctrl+end",
        "lists.filter": "ampersand",
        "note.editor": "ctrl+e",
        "pane.wider": "plus",
        "pane.narrower": "minus",
    },
    "emacs": {
        "article.line-down": "ctrl+n,down,j",
        "article.line-up": "ctrl+p,up,k",
        "article.character-right": "ctrl+f,right,l",
        "article.word-next": "alt+f,w,ctrl+right",
        "article.word-previous": "alt+b,ctrl+left",
        "article.line-end": "ctrl+e,dollar_sign",
        "article.page-down": "ctrl+v,space,pagedown",
        "article.page-up": "alt+v,b,pageup",
        "article.top": "alt+less_than_sign,g,home,ctrl+home",
        "article.bottom": "alt+greater_than_sign,G,end,ctrl+end",
        "passage.copy": "alt+w,y",
        "app.palette": "alt+x,colon",
    },
}
"""By the name in ``config.toml``. Never ctrl+b, ctrl+s and ctrl+q: those of tmux and of flow control."""
