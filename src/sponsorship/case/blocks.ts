/** The page of a case, and what changed in it. */
import type { ContextBlock, KnownBlock, ModalView } from "@slack/types";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  lineOf,
  plain,
  quote,
  section,
  shorten,
  shortenEscaped,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import { list, longDate, type Reader, shortDate, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { titleLine } from "../../register/words.ts";
import type { NamedItem } from "./facts.ts";
import { type Measure, stillCounts } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import type { CaseRead, ChangeRead, SectionRead } from "./use-cases.ts";
import type { Difference, Differences, Side } from "./use-cases-approval.ts";
import type { ChangedRead } from "./use-cases-changed.ts";

export const caseIds = {
  open: "case.open",
  edit: "case.edit",
  approve: "case.approve",
  share: "case.share",
  history: "case.history",
  pdf: "case.pdf",
} as const;

export const LANGUAGES = ["en", "fr"] as const;
const LONGEST_ITEM = 250;
const LONGEST_SIDE = 900;
const MOST_OTHERS = 5;

export function caseView(reader: Reader, read: CaseRead): ModalView {
  const texts = textsFor(caseTexts, reader);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    private_metadata: JSON.stringify({ programId: read.program.id, read: read.sectionIds }),
    blocks: [
      header(read.program.title),
      context(lineOf(statusOf(reader, read))),
      ...changeBlocks(reader, read.changes),
      ...read.sections.flatMap((one) => sectionBlocks(reader, read, one)),
      ...actsOf(reader, read),
    ],
  };
}

function statusOf(reader: Reader, { version, pending }: CaseRead): string {
  const { status, sections } = textsFor(caseTexts, reader);
  if (!version) return status.draft;
  const day = longDate(reader, localDateOf(version.approvedAt, reader.zone));
  const since = list(
    reader,
    pending.map((each) => sections[each]),
  );
  return [status.by(version.number, version.by, day), ...(pending.length > 0 ? [status.since(since)] : [])].join(" ");
}

function changeBlocks(reader: Reader, changes: readonly ChangeRead[]): KnownBlock[] {
  if (changes.length === 0) return [];
  const { title } = textsFor(caseTexts, reader).changes;
  return [
    words(
      [{ text: title, bold: true }],
      ...changeLines(reader, changes).map((line): Words[] => [{ text: `• ${line}` }]),
    ),
  ];
}

/** In plain text. */
export function changeLines(reader: Reader, changes: readonly ChangeRead[]): string[] {
  const { changes: says } = textsFor(caseTexts, reader);
  return changes.map((change) => {
    if (change.of === "item")
      return change.item ? says.item(shorten(titleLine(change.item), LONGEST_ITEM)) : says.hiddenItem;
    if (change.of === "measure") return says.measure(change.name);
    const from = shortDate(reader, change.from);
    return change.to === null ? says.dateGone(from) : says.date(from, shortDate(reader, change.to));
  });
}

function sectionBlocks(reader: Reader, read: CaseRead, one: SectionRead): KnownBlock[] {
  const texts = textsFor(caseTexts, reader);
  const edit = read.may.edit
    ? button(caseIds.edit, texts.edit, { value: JSON.stringify({ programId: read.program.id, section: one.section }) })
    : undefined;
  const heading = section(`*${escapeMrkdwn(texts.sections[one.section])}*`, edit);
  if (one.written) return [heading, ...writtenBlocks(reader, read, one.written)];
  const open = one.open > 0 ? texts.open(one.section, one.open) : undefined;
  if (!one.draft) return [heading, context(open ?? texts.nothingYet)];
  const { draft, items } = one.draft;
  if (draft.from === null) return [heading, context(texts.missing[one.section])];
  const lines = [draft.text, draft.measures, ...items.map((item) => itemLine(reader, item))].filter(
    (line) => line !== "",
  );
  return [
    heading,
    context(`${open ?? `${texts.from[draft.from]}.`} ${texts.toTake}`),
    quote({ text: lines.join("\n") }),
  ];
}

function writtenBlocks(
  reader: Reader,
  { goneMeasures }: Pick<CaseRead, "goneMeasures">,
  { text, items, hidden, measures, by, at }: NonNullable<SectionRead["written"]>,
): KnownBlock[] {
  const texts = textsFor(caseTexts, reader);
  const lines = [
    ...(text === "" ? [] : [text]),
    ...measures.map((one) => `• ${measureText(reader, one, goneMeasures.has(one.name))}`),
    ...items.map((item) => itemLine(reader, item)),
    ...(hidden > 0 ? [texts.hidden(hidden)] : []),
  ];
  return [
    words(...lines.map((line): Words[] => [{ text: line }])),
    writtenContext(texts.writtenBy(by, shortDate(reader, localDateOf(at, reader.zone)))),
  ];
}

function writtenContext(text: string): ContextBlock {
  return { type: "context", elements: [plain(text)] };
}

/** A measure in plain text; what nobody knows of it yet is said. */
export function measureText(reader: Reader, { name, baseline, target }: Measure, isGone: boolean): string {
  const texts = textsFor(caseTexts, reader);
  const said = texts.measure(name, baseline || texts.noBaseline, target || texts.noTarget);
  return isGone ? `${said} (${texts.goneMeasure})` : said;
}

/** An item of the register in plain text; what does not count any more says so. */
export function itemLine(reader: Reader, item: NamedItem): string {
  const line = `• ${shorten(titleLine(item), LONGEST_ITEM)}`;
  return stillCounts(item) ? line : `${line} (${textsFor(caseTexts, reader).goneItem})`;
}

function actsOf(reader: Reader, { program, version, pending, may, sections }: CaseRead): KnownBlock[] {
  const texts = textsFor(caseTexts, reader);
  const isWritten = sections.some(({ written }) => written !== null);
  const acts = [
    ...(may.approve && isWritten
      ? [button(caseIds.approve, texts.approve((version?.number ?? 0) + 1), { value: program.id, primary: true })]
      : []),
    ...(version !== null || pending.length > 0
      ? [button(caseIds.history, texts.history, { value: historyOf(program.id, null) })]
      : []),
    ...(may.share ? [button(caseIds.share, texts.share.button, { value: program.id })] : []),
    ...(isWritten
      ? LANGUAGES.map((language) =>
          button(`${caseIds.pdf}:${language}`, texts.pdf.button[language], {
            value: JSON.stringify({ programId: program.id, language }),
          }),
        )
      : []),
  ];
  return acts.length === 0 ? [] : [actions("case.acts", ...acts)];
}

function historyOf(programId: string, number: number | null): string {
  return JSON.stringify({ programId, number });
}

export function differencesView(reader: Reader, { program, version, differences, others }: Differences): ModalView {
  const texts = textsFor(caseTexts, reader);
  const says = texts.differences;
  const day = version && longDate(reader, localDateOf(version.approvedAt, reader.zone));
  const buttons = others.slice(0, MOST_OTHERS).map((one) =>
    button(`${caseIds.history}:${one}`, one === "pending" ? says.pending : says.earlier(one), {
      value: historyOf(program.id, one === "pending" ? null : one),
    }),
  );
  return {
    type: "modal",
    title: plain(says.title),
    close: plain(texts.close),
    blocks: [
      header(program.title),
      context(lineOf(version && day ? says.version(version.number, day, version.by) : says.now)),
      ...(differences.length === 0 ? [section(says.none)] : []),
      ...differences.flatMap((one) => differenceBlocks(reader, one)),
      ...(buttons.length === 0 ? [] : [actions("case.versions", ...buttons)]),
    ],
  };
}

function differenceBlocks(reader: Reader, { section: of, by, at, before, after }: Difference): KnownBlock[] {
  const texts = textsFor(caseTexts, reader);
  const says = texts.differences;
  return [
    section(`*${escapeMrkdwn(texts.sections[of])}*`),
    writtenContext(texts.writtenBy(by, shortDate(reader, localDateOf(at, reader.zone)))),
    ...(before === null ? [] : [context(says.before), quote({ text: sideText(reader, before) })]),
    context(says.after),
    quote({ text: sideText(reader, after) }),
  ];
}

function sideText(reader: Reader, { text, items, measures }: Side): string {
  const lines = [
    ...(text === "" ? [] : [shorten(text, LONGEST_SIDE)]),
    ...measures.map((one) => `• ${measureText(reader, one, false)}`),
    ...items.map((item) => itemLine(reader, item)),
  ];
  return lines.join("\n") || textsFor(caseTexts, reader).differences.empty;
}

/** Whose approved cases rest on what has changed, and what that is. */
export function changedView(
  reader: Reader,
  { cases, more }: { cases: readonly ChangedRead[]; more: number },
): ModalView {
  const { changed, close } = textsFor(caseTexts, reader);
  const blocks = cases.flatMap(({ program, changes }, index): KnownBlock[] => [
    header(program.title),
    words(...changeLines(reader, changes).map((line): Words[] => [{ text: `• ${line}` }])),
    actions(`case.changed:${index}`, button(caseIds.open, changed.open, { value: program.id })),
  ]);
  return {
    type: "modal",
    title: plain(changed.title),
    close: plain(close),
    blocks: [
      ...(blocks.length > 0 ? blocks : [section(changed.nothing)]),
      ...(more > 0 ? [context(changed.more(more))] : []),
    ],
  };
}

/** Which program's case: a button for each of the first. */
export function chooseCaseView(reader: Reader, programs: readonly { id: string; title: string }[]): ModalView {
  const texts = textsFor(caseTexts, reader);
  return {
    type: "modal",
    title: plain(texts.title),
    close: plain(texts.close),
    blocks: [
      section(texts.choose.which),
      ...programs
        .slice(0, MOST_PROGRAMS)
        .map(({ id, title }, index) =>
          actions(`case.program:${index}`, button(caseIds.open, shortenEscaped(title, LONGEST_BUTTON), { value: id })),
        ),
    ],
  };
}

const MOST_PROGRAMS = 40;
const LONGEST_BUTTON = 70;
