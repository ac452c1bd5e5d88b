"""Mails as programs save them, of the shapes that Gmail, Outlook, Apple Mail and Thunderbird write; all invented."""

from email.message import EmailMessage
from email.policy import SMTP

DEAR_LEE = "Dear Lee,\n\ncould we talk for twenty minutes about data work in hospitals?\n\nAda"


def gmail(
    text: str = "Hi Ada,\n\nyes, gladly. Tuesday?\n\nLee",
    *,
    sender: str = "Lee Park <lee@example.org>",
    to: str = "Ada Example <ada@example.com>",
    subject: str = "Re: Twenty minutes?",
    **headers: str,
) -> bytes:
    """Return a reply as Gmail sends it: plain text and HTML, with the mail that is answered below."""
    quoted = "\n".join(f"> {line}".rstrip() for line in DEAR_LEE.split("\n"))
    introduced = "On Mon, Oct 5, 2026 at 10:02\u202fAM Ada Example <ada@example.com> wrote:"
    mail = EmailMessage(policy=SMTP)
    known = {"From": sender, "To": to, "Subject": subject, "Date": "Tue, 06 Oct 2026 09:15:00 +0200"}
    for name, value in {**known, "Message-ID": "<CAF+1@mail.gmail.com>", **headers}.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(f"{text}\n\n{introduced}\n\n{quoted}\n")
    html = text.replace("\n", "<br>")
    mail.add_alternative(
        f'<div dir="ltr">{html}</div><div class="gmail_quote"><div class="gmail_attr">{introduced}<br></div>'
        f"<blockquote>{DEAR_LEE}</blockquote></div>",
        subtype="html",
    )
    return mail.as_bytes()


# Outlook: HTML alone, in its own encoding, with the other mail below a rule and a block of headers.
OUTLOOK = """From: =?iso-8859-1?Q?J=F6rg_M=FCller?= <Joerg.Mueller@Klinik.example>
To: Ada Example <ada@example.com>
Subject: =?iso-8859-1?Q?AW:_Zwanzig_Minuten_f=FCr?=
 =?iso-8859-1?Q?_eine_Frage=3F?=
Thread-Topic: Zwanzig Minuten
Date: Tue, 6 Oct 2026 07:15:00 +0000
Message-ID:
 <AM0PR01MB0001ABCDEF@AM0PR01MB0001.eurprd01.prod.exchangelabs.com>
X-MS-Has-Attach:
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable
MIME-Version: 1.0

<html><head><style>P {margin:0}</style></head><body><div class=3D"elementToProof">Hallo Ada,</div>
<div>gern, n=E4chste Woche.</div><div>J=F6rg</div>
<hr style=3D"width:98%"><div id=3D"divRplyFwdMsg"><font><b>Von:</b> Ada Example &lt;ada@example.com&gt;<br>
<b>Gesendet:</b> Montag, 5. Oktober 2026 10:02<br><b>An:</b> J=F6rg M=FCller &lt;joerg.mueller@klinik.example&gt;<br>
<b>Betreff:</b> Zwanzig Minuten</font></div><div>Lieber J=F6rg, ...</div></body></html>
""".replace("\n", "\r\n").encode()

# Apple Mail on a phone: base64, the answered mail marked; .emlx has the length in front.
APPLE = b"""From: Lee Park <lee@example.org>
Content-Type: text/plain;
\tcharset=utf-8
Content-Transfer-Encoding: base64
Mime-Version: 1.0 (1.0)
Date: Tue, 6 Oct 2026 09:15:00 +0200
Subject: Re: Twenty minutes?
Message-Id: <6A1E@example.org>
To: Ada Example <ada@example.com>
X-Mailer: iPhone Mail (22A3354)

U3VyZSwgVHVlc2RheSDwn5iACgpTZW50IGZyb20gbXkgaVBob25lCgo+IE9uIE9jdCA1LCAyMDI2
LCBhdCAxMDowMiBBTSwgQWRhIEV4YW1wbGUgPGFkYUBleGFtcGxlLmNvbT4gd3JvdGU6Cj4gCj4g
RGVhciBMZWUsCg==
"""

# Thunderbird: plain text whose lines were broken to fit, the answer below and between what is quoted.
THUNDERBIRD = """Message-ID: <0d1f@example.org>
Date: Tue, 6 Oct 2026 09:15:00 +0200
MIME-Version: 1.0
User-Agent: Mozilla Thunderbird
Subject: Re: Twenty minutes?
To: Ada Example <ada@example.com>
From: Lee Park <lee@example.org>
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

On 05/10/2026 10:02, Ada Example wrote:
> Dear Lee,
> could we talk for twenty minutes?

Yes, and gladly, as it is what I
did at the Charité for years.

> Tuesday?

No, Wednesday.

--
Lee
""".replace("as it is what I\n", "as it is what I \n").encode()

UNDELIVERED = b"""From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: ada@example.com
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
Date: Tue, 6 Oct 2026 09:15:00 +0200
Content-Type: multipart/report; boundary="b"; report-type=delivery-status

--b
Content-Type: text/plain

Your message wasn't delivered to lee@example.org.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; lee@example.org
Action: failed
Status: 5.1.1

--b--
"""
