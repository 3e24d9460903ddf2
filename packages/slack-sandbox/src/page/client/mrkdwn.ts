/** Slack's mrkdwn → a tree that the page draws. Pure; nothing of it is ever HTML. */

export type Mark = "bold" | "italic" | "strike";

export type Inline =
  | string
  | { kind: Mark; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "link"; url: string; label: string }
  | { kind: "user" | "channel" | "usergroup"; id: string }
  | { kind: "broadcast"; range: string }
  | { kind: "date"; timestamp: number; format: string; fallback: string; url: string | null };

export type Piece =
  | { kind: "text"; children: Inline[] }
  | { kind: "quote"; children: Inline[] }
  | { kind: "pre"; text: string };

const MARKS: Record<string, Mark> = { "*": "bold", _: "italic", "~": "strike" };

/** `isVerbatim`: what looks like an address stays text, as Slack leaves it with `verbatim: true`. */
export function parseMrkdwn(text: string, { isVerbatim = false } = {}): Piece[] {
  return text.split(/```\n?([\s\S]+?)\n?```/).flatMap((part, index): Piece[] => {
    if (index % 2 === 1) return [{ kind: "pre", text: unescaped(part) }];
    return part === "" ? [] : paragraphs(part.replace(/^\n/, index > 0 ? "" : "\n"), isVerbatim);
  });
}

/** Text without any markup, for what only shows plain words. */
export function plainWords(pieces: readonly Piece[]): string {
  const words = (inline: Inline): string => {
    if (typeof inline === "string") return inline;
    if ("children" in inline) return inline.children.map(words).join("");
    if (inline.kind === "code") return inline.text;
    if (inline.kind === "link") return inline.label;
    return inline.kind === "date" ? inline.fallback : "";
  };
  return pieces.map((piece) => (piece.kind === "pre" ? piece.text : piece.children.map(words).join(""))).join("\n");
}

export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function paragraphs(text: string, isVerbatim: boolean): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let isQuote = false;
  const flush = () => {
    const children = lines.length > 0 ? inlines(lines.join("\n"), isVerbatim) : [];
    if (children.length > 0) pieces.push({ kind: isQuote ? "quote" : "text", children });
    lines = [];
  };
  for (const line of text.split("\n")) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if ((quoted !== null) !== isQuote) {
      flush();
      isQuote = quoted !== null;
    }
    lines.push(quoted?.[1] ?? line);
  }
  flush();
  return pieces;
}

function inlines(text: string, isVerbatim: boolean): Inline[] {
  const out: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") out.push(...(isVerbatim ? [unescaped(plain)] : linked(unescaped(plain))));
    plain = "";
  };
  let at = 0;
  while (at < text.length) {
    const found = tokenAt(text, at, isVerbatim);
    if (found) {
      flush();
      out.push(found.inline);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return out;
}

function tokenAt(text: string, at: number, isVerbatim: boolean): { inline: Inline; end: number } | null {
  const char = text[at] ?? "";
  if (char === "<") {
    const [whole, inner = ""] = /^<([^<>\n]+)>/.exec(text.slice(at)) ?? [];
    const inline = whole === undefined ? null : bracketed(inner);
    return whole !== undefined && inline ? { inline, end: at + whole.length } : null;
  }
  if (char === "`") {
    const end = text.indexOf("`", at + 1);
    const inner = text.slice(at + 1, end);
    if (end < 0 || inner === "" || inner.includes("\n")) return null;
    return { inline: { kind: "code", text: unescaped(inner) }, end: end + 1 };
  }
  const mark = MARKS[char];
  if (!mark || !isEdge(text[at - 1]) || /[\s]|^$/.test(text[at + 1] ?? "") || text[at + 1] === char) return null;
  for (let end = text.indexOf(char, at + 2); end > 0; end = text.indexOf(char, end + 1)) {
    const inner = text.slice(at + 1, end);
    if (inner.includes("\n")) return null;
    if (/\s$/.test(inner) || !isEdge(text[end + 1])) continue;
    return { inline: { kind: mark, children: inlines(inner, isVerbatim) }, end: end + 1 };
  }
  return null;
}

/** Marks open and close only beside a blank, punctuation, or the end. */
function isEdge(char: string | undefined): boolean {
  return char === undefined || /[^\p{L}\p{N}]/u.test(char);
}

function bracketed(inner: string): Inline | null {
  const [, target = "", label] = /^([^|]*)(?:\|(.*))?$/s.exec(inner) ?? [];
  const id = target.slice(1);
  if (target.startsWith("@")) return { kind: "user", id };
  if (target.startsWith("#")) return { kind: "channel", id };
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: "broadcast", range: id };
  if (target.startsWith("!subteam^")) return { kind: "usergroup", id: target.slice("!subteam^".length) };
  const [, timestamp, format = "", url] = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(target) ?? [];
  if (timestamp !== undefined)
    return {
      kind: "date",
      timestamp: Number(timestamp),
      format: unescaped(format),
      fallback: unescaped(label ?? ""),
      url: url !== undefined && isSafeUrl(url) ? unescaped(url) : null,
    };
  if (!isSafeUrl(target)) return null;
  const address = unescaped(target);
  return { kind: "link", url: address, label: unescaped(label || target.replace(/^mailto:/, "")) };
}

/** Other schemes could run a program. */
export function isSafeUrl(url: string): boolean {
  return /^(https?:\/\/|mailto:)\S+$/i.test(url);
}

function linked(text: string): Inline[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)'\]])/i)
    .map((part, index): Inline => (index % 2 === 1 ? { kind: "link", url: part, label: part } : part))
    .filter((inline) => inline !== "");
}
