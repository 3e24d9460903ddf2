/** A page in a message: each section that is written, in brief. */
import type { KnownBlock } from "@slack/types";
import { languageOf, list, longDate, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { actions, context, isPresent, lineOf, section, shorten, type Words, words } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import type { Message } from "../slack/message.ts";
import type { PageSection } from "./page-kinds.ts";
import type { PageShown } from "./reading.ts";
import type { Written } from "./sections-and-versions.ts";
import { pageTexts } from "./texts.ts";

const LONGEST_TITLE = 100;
const LONGEST_TEXT = 400;
const MOST_CHANGES = 5;

/** “The case · Loyalty”, as plain text. */
export function titleOf(
  reader: Pick<Reader, "locale">,
  { kind, program }: Pick<PageShown, "kind" | "program">,
): string {
  return `${textsFor(kind.words, reader).title} · ${shorten(program.title, LONGEST_TITLE)}`;
}

/** `intro`: who brings it, already escaped. `isPublic`: it goes to a channel, so that nothing of the register stands in it. */
export function pageMessage(
  reader: Reader,
  shown: PageShown,
  { intro, isPublic }: { intro: string; isPublic: boolean },
): Message {
  const { kind, program, written, changes } = shown;
  const texts = textsFor(pageTexts, reader);
  const recorded = isPublic ? new Map<string, readonly string[]>() : shown.recorded;
  const missing = kind.sections.filter(({ key }) => !written.has(key) && !recorded.has(key));
  return {
    text: lineOf(intro),
    blocks: [
      section(intro),
      context(lineOf(statusOf(reader, shown))),
      !isPublic && changes.length > 0 && listed(texts.changes, bulleted(changes.slice(0, MOST_CHANGES))),
      ...kind.sections.flatMap(({ key, words: text }) => {
        const row = written.get(key);
        const lines = [...(row ? linesIn(reader, row, LONGEST_TEXT) : []), ...(recorded.get(key) ?? [])];
        return lines.length > 0 ? [listed(titleIn(reader, text), lines)] : [];
      }),
      missing.length > 0 && context(lineOf(texts.notWritten(titlesOf(reader, missing)))),
      !isPublic &&
        actions("page.brief", commandButton(texts.note.open, `${kind.command} ${program.id}`, { primary: true })),
    ].filter(isPresent),
  };
}

/** What was written, line by line, in plain text; what nobody knows of a measure yet is said. */
export function linesIn(reader: Reader, { text, measures }: Written, longest = Number.POSITIVE_INFINITY): string[] {
  const texts = textsFor(pageTexts, reader);
  return [
    ...(text === "" ? [] : [shorten(text, longest)]),
    ...measures.map(
      ({ name, baseline, target }) =>
        `• ${texts.measure(name, baseline || texts.noBaseline, target || texts.noTarget)}`,
    ),
  ];
}

export function bulleted(lines: readonly string[]): string[] {
  return lines.map((line) => `• ${line}`);
}

/** Lines of plain text, below a bold one where there is a title. */
export function listed(title: string | null, lines: readonly string[]): KnownBlock {
  return words(...(title === null ? [] : [[{ text: title, bold: true }]]), ...lines.map((text): Words[] => [{ text }]));
}

export function titleIn(reader: Pick<Reader, "locale">, text: PageSection["words"]): string {
  return text[languageOf(reader.locale)].title;
}

function titlesOf(reader: Reader, sections: readonly PageSection[]): string {
  return list(
    reader,
    sections.map(({ words: text }) => titleIn(reader, text)),
  );
}

/** `namesNobody`: for a file, which goes on without us. */
export function statusOf(
  reader: Reader,
  { kind, version, pending }: Pick<PageShown, "kind" | "version" | "pending">,
  { namesNobody = false } = {},
): string {
  const { status } = textsFor(pageTexts, reader);
  if (!version) return status.draft;
  const day = longDate(reader, localDateOf(version.at, reader.zone));
  const changed = kind.sections.filter(({ key }) => pending.includes(key));
  return [
    namesNobody ? status.approved(version.number, day) : status.by(version.number, version.by, day),
    ...(changed.length > 0 ? [status.since(titlesOf(reader, changed))] : []),
  ].join(" ");
}
