"""Texts that would run, fetch or open something, where a page were careless with what people type."""

EVIL = "http://evil.example/x"
SCRIPTS = (
    "<script>window.__ran = 1</script>",
    "<img src=x onerror=window.__ran=1>",
    "<svg onload=window.__ran=1>",
    "<svg><script>window.__ran=1</script></svg>",
    "<iframe srcdoc='<script>parent.__ran=1</script>'></iframe>",
    "<body onload=window.__ran=1>",
    "<details open ontoggle=window.__ran=1>",
    "<a href='javascript:window.__ran=1'>a</a>",
    "[a](javascript:window.__ran=1)",
    "[a](data:text/html,<script>parent.__ran=1</script>)",
    "![](x'onerror='window.__ran=1)",
    f"![]({EVIL}.png)",
    f"<img src={EVIL}.png>",
    f"<link rel=stylesheet href={EVIL}.css>",
    f"<style>@import '{EVIL}.css';</style>",
    f"<form action={EVIL}><button>go</button></form>",
    f"<meta http-equiv=refresh content='0;url={EVIL}'>",
    '"><script>window.__ran=1</script>',
    "'-window.__ran=1-'",
    "{{constructor.constructor('window.__ran=1')()}}",
    "$\\href{javascript:window.__ran=1}{x}$",
    ":material/home: :red[x] ${window.__ran=1}",
)
# Where an address is expected.
LINKS = ("javascript:window.__ran=1", "data:text/html,<script>parent.__ran=1</script>", f'{EVIL}"onmouseover="__ran=1')
EVERYTHING = " ".join(SCRIPTS)
