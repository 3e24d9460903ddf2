/**
 * What people wrote in Markdown or HTML, often pasted from elsewhere, as the text that it stands for. Each pattern goes over
 * a text once, whatever is in it. Source: commonmark.org, github.github.com/gfm, Slack's “Basic formatting with mrkdwn”.
 */
/**
 * `name`: of a link only its words, and no picture without a name. `address`: its address too, in brackets; what is struck
 * out stays as typed.
 */
export type Links = "name" | "address";

/**
 * The text without marks: headings end on a colon, lists have bullets, boxes are □ and ☑, entities are letters, HTML tags
 * and comments are left out. Code, and what only looks like a mark, stays as typed. To be read once: what comes out of an
 * escape is no mark.
 */
export function markdownAsText(text: string, links: Links = "name"): string {
  if (!MAY_MARK.test(text)) return plainLines(text);
  let isFenced = false;
  const lines = withoutHtml(text.replaceAll("\r\n", "\n"))
    .split("\n")
    .flatMap((line) => {
      if (FENCE.test(line)) {
        isFenced = !isFenced;
        return [];
      }
      return isFenced ? [line] : lineAsText(line, links).map((read) => read.trim());
    });
  return lines.join("\n").trim();
}

/** Without any of these it has no marks, as most texts. */
const MAY_MARK = /[\\`*_~<>&[|#\uE000-\uE002]|---|(?:^|\n)[^\S\n]*[-+]/;

function plainLines(text: string): string {
  if (!text.includes("\n")) return text.trim();
  const lines = text.split("\n").map((line) => line.trim());
  return lines.join("\n").trim();
}

const FENCE = /^\s*(?:```[\w+-]*|~~~)\s*$/;
const RULE = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/;
const TABLE_RULE = /^\s*\|?[\s:|-]*-{3}[\s:|-]*$/;
const LINK_TARGET = /^\s{0,3}\[[^[\]]+\]:\s+\S+\s*$/;
const HEADING = /^\s{0,3}#{1,6}\s+/;
const BULLET = /^(\s*)[-*+]\s+(?:\[([ xX])\]\s+)?/;
const ALL_BOLD = /^(?:\*\*[^*]+\*\*|__[^_]+__):?$/;
const LETTERS_END = /[\p{L}\p{N})\]`”»"]$/u;

function lineAsText(line: string, links: Links): string[] {
  if (RULE.test(line) || TABLE_RULE.test(line) || LINK_TARGET.test(line)) return [];
  const bare = line.replace(/^\s*(?:>\s?)+/, "").replace(/\\\s*$/, "");
  if (HEADING.test(bare)) return headed(spans(bare.replace(HEADING, "").replace(/\s#+\s*$/, ""), links));
  if (ALL_BOLD.test(bare.trim())) return headed(spans(bare.trim(), links));
  const row = /^\s*\|(.*)\|\s*$/.exec(bare)?.[1];
  if (row !== undefined)
    return [
      spans(
        row
          .split("|")
          .map((cell) => cell.trim())
          .join(" · "),
        links,
      ),
    ];
  const item = BULLET.exec(bare);
  if (!item) return [spans(bare, links)];
  const [mark, indent = "", box] = item;
  const bullet = box === undefined ? (indent === "" ? "•" : "◦") : box === " " ? "□" : "☑";
  return [`${bullet} ${spans(bare.slice(mark.length), links)}`];
}

function headed(heading: string): string[] {
  const words = heading.trim();
  if (words === "") return [];
  return [LETTERS_END.test(words) ? `${words}:` : words];
}

/** From the beginning of its ticks on: elsewhere in a long row of them each place would be tried again. */
const CODE = /(?<!`)(`+)(?!`)[^`\n]*\1(?!`)/g;
/** Stands for a code span while the rest of its line is read: for private use, and taken out of the line before. */
const PLACE = /\uE000(\d+)\uE001/g;
const ESCAPED = /\\([\\`*_{}[\]()#+.!<>|~@$&:-])/g;
const HELD = /\uE002(\d+)\uE001/g;
const IMAGE = /!\[([^[\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)?)\)/g;
/** The name that an image gets from whatever took it. */
const NO_NAME = /^(?:image|picture|screenshot|capture)?$/i;
const LINK = /\[([^[\]\n]+)\]\(<?([^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)?)>?(?:\s+"[^"\n]*")?\)/g;
const LINK_OF_LIST = /\[([^[\]\n]+)\]\[[^[\]\n]*\]/g;
const NAMED_BY_AT = /\[(@[\w-]+)\](?!\()/g;
const BARE_ADDRESS = /<((?:https?:\/\/|mailto:)[^\s<>]+)>/g;
const EMPHASIS = [
  /(?<![\p{L}\p{N}*])\*\*(?=[^\s*])([^*\n]*)\*\*(?!\*)/gu,
  /(?<![\p{L}\p{N}_])__(?=[^\s_])([^_\n]*[^\s_])__(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}*\\])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_\\])_(?=[^\s_])([^_\n]*[^\s_])_(?![\p{L}\p{N}_])/gu,
];
/** Slack's mark is one tilde, at the edges of words: “~5 %” and “~/x” have none. */
const STRUCK = [
  /~~(?=[^\s~])([^~\n]*[^\s~])~~/g,
  /(?<![\p{L}\p{N}~/])~(?=[^\s~/])([^~\n]*[^\s~(/])~(?![\p{L}\p{N}~/])/gu,
];

/** What stands within a line. */
function spans(line: string, links: Links): string {
  const kept: string[] = [];
  const hold = (mark: string) => (found: string) => `${mark}${kept.push(found) - 1}\uE001`;
  let text = line
    .replace(/[\uE000-\uE002]/g, "")
    .replace(CODE, hold("\uE000"))
    .replace(ESCAPED, (_, letter: string) => hold("\uE002")(letter))
    .replace(IMAGE, (_, name: string, address: string) => pictured(NO_NAME.test(name) ? "" : name, address, links))
    .replace(LINK, (_, name: string, address: string) => linked(name, address, links))
    .replace(LINK_OF_LIST, "$1")
    .replace(NAMED_BY_AT, "$1")
    .replace(BARE_ADDRESS, "$1");
  for (const pattern of EMPHASIS) text = text.replace(pattern, "$1");
  if (links !== "address") for (const pattern of STRUCK) text = text.replace(pattern, "$1");
  const back = (_: string, place: string) => kept[Number(place)] ?? "";
  return lettersOf(text).replace(HELD, back).replace(PLACE, back);
}

function linked(name: string, address: string, links: Links): string {
  return links !== "address" || name === address ? name : `${name} (${address})`;
}

function pictured(name: string, address: string, links: Links): string {
  return name === "" && links === "address" ? address : linked(name, address, links);
}

const COMMENT = /<!--(?:[^-<]|-(?!->)|<(?!!--))*-->/g;
const STRUCK_TAGS = /<(del|s|strike)>([^\s<>][^<>]*)<\/\1>/gi;
const BREAK = /<(?:br|\/p|\/div|\/li|\/h[1-6]|\/summary|\/tr|hr)\s*\/?>/gi;
const TAG =
  /<\/?(?:a|abbr|b|blockquote|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|i|img|ins|kbd|li|mark|ol|p|picture|pre|q|s|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video)(?:\s[^<>]*|\/)?>/gi;

/** Outside code, where a tag is meant as it stands. */
function withoutHtml(text: string): string {
  return text
    .replace(COMMENT, "")
    .replace(STRUCK_TAGS, "~~$2~~")
    .replace(/`[^`\n]+`|[^`]+|`/g, (piece) =>
      piece.length > 1 && piece.startsWith("`") ? piece : piece.replace(BREAK, "\n").replace(TAG, pictureIn),
    );
}

/** An image is read as one in Markdown, any other tag is left out. */
function pictureIn(tag: string): string {
  return IMAGE_TAG.test(tag) ? `![](${SOURCE.exec(tag)?.[1] ?? ""})` : "";
}

const IMAGE_TAG = /^<(?:img|video)\s/i;
const SOURCE = /\ssrc=["']?([^"'\s<>()]+)/i;

const ENTITY = /&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g;
const LETTERS: Readonly<Record<string, string>> = {
  ...{ nbsp: "\u00A0", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", hellip: "…", mdash: "—", ndash: "–" },
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»", bull: "•", middot: "·", deg: "°" },
  ...{ eacute: "é", egrave: "è", ecirc: "ê", agrave: "à", acirc: "â", ccedil: "ç", ocirc: "ô", ucirc: "û" },
  ...{ icirc: "î", ugrave: "ù", euml: "ë", iuml: "ï", oelig: "œ", uuml: "ü", ouml: "ö", auml: "ä", szlig: "ß" },
  ...{ Eacute: "É", Egrave: "È", Agrave: "À", Ccedil: "Ç", euro: "€", copy: "©", reg: "®", trade: "™", times: "×" },
  ...{
    aacute: "á",
    iacute: "í",
    oacute: "ó",
    uacute: "ú",
    ntilde: "ñ",
    atilde: "ã",
    aring: "å",
    oslash: "ø",
    aelig: "æ",
  },
  ...{ sect: "§", para: "¶", pound: "£", yen: "¥", cent: "¢", micro: "µ", plusmn: "±", frac12: "½", frac14: "¼" },
  ...{
    le: "≤",
    ge: "≥",
    ne: "≠",
    asymp: "≈",
    infin: "∞",
    permil: "‰",
    prime: "′",
    iquest: "¿",
    iexcl: "¡",
    check: "✓",
  },
  ...{ rarr: "→", larr: "←", ensp: " ", emsp: " ", thinsp: "\u2009", shy: "", zwnj: "", zwj: "" },
};

function lettersOf(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string, name = "") => {
    const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : null;
    if (code === null) return Object.hasOwn(LETTERS, name) ? (LETTERS[name] ?? entity) : entity;
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : entity;
  });
}
