import type { Words } from "../../platform/slack/blocks.ts";
import { withoutTurns } from "../../platform/texts/display.ts";
import type { DigestDocument } from "../document.ts";
import type { Item, ShownQuote } from "../sections/line.ts";
import { asItStood, outlineOf } from "./outline.ts";

/** The digest for a terminal; `sentAt`: as it was sent then. */
export function digestText(document: DigestDocument, { sentAt }: { sentAt: string | null } = { sentAt: null }): string {
  const { title, basis, correction, bottomLine, remarks, original, heldBack, sections } = outlineOf(document);
  const day = asItStood(document, sentAt);
  const lines = [
    title,
    ...(day === null ? [] : [day]),
    ...(correction ? [correction.sentence, ...quoted(correction.reason, "")] : []),
    basis,
    "",
    ...(bottomLine.sentence === null ? [] : [bottomLine.sentence]),
    ...(bottomLine.own ? quoted(bottomLine.own, "") : []),
    ...(bottomLine.others === null ? [] : [bottomLine.others]),
    ...remarks,
    ...(original === null ? [] : [original]),
    ...(heldBack === null ? [] : [heldBack]),
    ...sections.flatMap(({ heading, items }) => ["", heading, ...items.flatMap(itemLines)]),
    "",
  ];
  return lines.map(printable).join("\n");
}

function itemLines({ label, quotes, remark }: Item): string[] {
  return [
    `  ${label.map((run: Words) => run.text).join("")}`,
    ...quotes.flatMap((quote) => quoted(quote, "    ")),
    ...(remark === null ? [] : [`    ${remark}`]),
  ];
}

function quoted({ role, text, by }: ShownQuote, indent: string): string[] {
  const lead = role === null ? "" : `${role} · `;
  const lines = `${lead}${text}`.split(/\r\n|\r|\n/);
  return [...lines, ...(by === "" ? [] : [`— ${by}`])].map((line) => `${indent}${line}`);
}

/** Control characters of people's text could steer the terminal. */
function printable(line: string): string {
  return withoutTurns(line).replaceAll(/\p{Cc}/gu, (control) => (control === "\t" ? control : "\uFFFD"));
}
