"""Documents for the tests of their files: one with everything in it, and any that there can be."""
# ruff: noqa: RUF001 - other scripts have letters like ours

import re
import unicodedata

from hypothesis import strategies as st

from lib.exchange.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Heading,
    Level,
    Note,
    Paragraph,
    Question,
    Questions,
    Quote,
    Table,
    ToDos,
)

IN_SCRIPTS = {
    "Latin": "Crème brûlée — “Łódź”, İstanbul, Tiếng Việt",
    "Cyrillic": "Что вы узнали об этой работе?",
    "Greek": "Τι μάθατε για αυτή τη δουλειά;",
    "Arabic": "ماذا تعلمت عن هذا العمل في المستشفى؟ 123",
    "Hebrew": "מה למדת על העבודה הזאת? 123",
    "Hindi": "आपने इस काम के बारे में क्या सीखा? क्षत्रिय",
    "Bengali": "আপনি কী শিখেছেন?",
    "Tamil": "நீங்கள் என்ன கற்றீர்கள்?",
    "Thai": "คุณได้เรียนรู้อะไรเกี่ยวกับงานนี้บ้าง",
    "Chinese": "关于这份工作，您学到了什么？骨",
    "Japanese": "この仕事について何を学びましたか？骨",
    "Korean": "이 일에 대해 무엇을 배웠습니까?",
    "signs": "★ ‼ ≠ ☐ @ # → ≤ €",
    "emoji": "😀 👩‍💻 👨‍👩‍👧‍👦 🇩🇪 ❤️ 👍🏽",
}

PLACES = 37  # in which the next one says its text


def of_every_block(text: str) -> Document:
    """Return a document that says a text in each of its places."""
    row = (text, text)
    blocks: tuple[Block, ...] = (
        *(Heading(text, level) for level in Level),
        Paragraph(text),
        Note(text),
        Bullets(row),
        ToDos(row),
        Quote(text, text),
        Facts((row,)),
        Questions((Question(text, text, text),)),
        Table(row, (row, row)),
        Heading(text),
        Table((text,) * 6, ((text,) * 6,)),
    )
    return Document(text, text, blocks)


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
ANY_DOCUMENT = st.builds(of_every_block, ANY_TEXT)


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends, which each kind of file has at places of its own."""
    return re.sub(r"[\s\u200b\ufffe]", "", unicodedata.normalize("NFC", text))
