/** Standard Markdown, as the `markdown` block takes it: what Slack shows of it, → a tree. Pure; never HTML. */
import { isSafeUrl } from "./mrkdwn.ts";

export type Span =
  | string
  | { kind: "bold" | "italic" | "strike"; children: Span[] }
  | { kind: "code"; text: string }
  | { kind: "link"; url: string; children: Span[] };

export type MarkdownPart =
  | { kind: "heading"; level: number; children: Span[] }
  | { kind: "paragraph"; children: Span[] }
  | { kind: "quote"; children: Span[] }
  | { kind: "list"; isOrdered: boolean; start: number; items: Span[][] }
  | { kind: "code"; text: string }
  | { kind: "rule" }
  | { kind: "table"; head: Span[][]; rows: Span[][][] };

export function parseMarkdown(text: string): MarkdownPart[] {
  const parts: MarkdownPart[] = [];
  const lines = text.split("\n");
  let at = 0;
  const take = (matches: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && matches(lines[at] ?? "")) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (line.trim() === "") at += 1;
    else if (/^```/.test(line)) {
      at += 1;
      const code = take((each) => !/^```/.test(each));
      at += 1;
      parts.push({ kind: "code", text: code.join("\n") });
    } else if (heading) {
      at += 1;
      parts.push({ kind: "heading", level: heading[1]?.length ?? 1, children: spans(heading[2] ?? "") });
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      at += 1;
      parts.push({ kind: "rule" });
    } else if (/^>/.test(line)) {
      const quoted = take((each) => /^>/.test(each)).map((each) => each.replace(/^> ?/, ""));
      parts.push({ kind: "quote", children: spans(quoted.join("\n")) });
    } else if (ITEM.test(line)) {
      const isOrdered = /^\s*\d/.test(line);
      const items = take((each) => ITEM.test(each) && /^\s*\d/.test(each) === isOrdered);
      parts.push({
        kind: "list",
        isOrdered,
        start: isOrdered ? Number.parseInt(line, 10) : 1,
        items: items.map((each) => spans(each.replace(ITEM, ""))),
      });
    } else if (line.includes("|") && /^\s*\|?[\s:-]*-[\s|:-]*$/.test(lines[at + 1] ?? "")) {
      const [head = "", , ...rows] = take((each) => each.includes("|"));
      parts.push({ kind: "table", head: cells(head), rows: rows.map(cells) });
    } else {
      const words = [line];
      at += 1;
      words.push(...take((each) => each.trim() !== "" && !/^(#{1,6}\s|>|```)/.test(each) && !ITEM.test(each)));
      parts.push({ kind: "paragraph", children: spans(words.join("\n")) });
    }
  }
  return parts;
}

const ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;

/** In the order in which they win. */
const SPANS: [RegExp, (found: RegExpExecArray) => Span | null][] = [
  [/`([^`\n]+)`/, ([, text = ""]) => ({ kind: "code", text })],
  [
    /\[([^\]\n]+)\]\(([^)\s]+)\)/,
    ([, label = "", url = ""]) => (isSafeUrl(url) ? { kind: "link", url, children: spans(label) } : null),
  ],
  [/(?<!\w)https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]]/, ([url = ""]) => ({ kind: "link", url, children: [url] })],
  [/\*\*(\S(?:.*?\S)?)\*\*/s, ([, inner = ""]) => ({ kind: "bold", children: spans(inner) })],
  [/(?<!\w)__(\S(?:.*?\S)?)__(?!\w)/s, ([, inner = ""]) => ({ kind: "bold", children: spans(inner) })],
  [/~~(\S(?:.*?\S)?)~~/s, ([, inner = ""]) => ({ kind: "strike", children: spans(inner) })],
  [/\*(\S(?:[^*]*?\S)?)\*/s, ([, inner = ""]) => ({ kind: "italic", children: spans(inner) })],
  [/(?<!\w)_(\S(?:[^_]*?\S)?)_(?!\w)/s, ([, inner = ""]) => ({ kind: "italic", children: spans(inner) })],
];

function spans(text: string): Span[] {
  let first: { at: number; length: number; span: Span } | null = null;
  for (const [pattern, make] of SPANS) {
    const found = pattern.exec(text);
    if (!found || (first && found.index >= first.at)) continue;
    const span = make(found);
    if (span !== null) first = { at: found.index, length: found[0].length, span };
  }
  if (!first) return text === "" ? [] : [text];
  return [...spans(text.slice(0, first.at)), first.span, ...spans(text.slice(first.at + first.length))];
}

function cells(row: string): Span[][] {
  return row
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => spans(cell.trim()));
}
