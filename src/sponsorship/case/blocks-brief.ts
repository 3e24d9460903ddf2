/** An approved case in a message: each section in brief. */
import type { KnownBlock } from "@slack/types";
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  isPresent,
  lineOf,
  section,
  shorten,
  type Words,
  words,
} from "../../platform/slack/blocks.ts";
import { commandButton } from "../../platform/slack/commands.ts";
import type { Message } from "../../platform/slack/message.ts";
import { languageOf, list, longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { titleLine } from "../../register/words.ts";
import { caseIds, changeLines, measureText } from "./blocks.ts";
import type { NamedItem } from "./facts.ts";
import { CASE_SECTIONS, type CaseSection, type Measure, stillCounts } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import type { ChangeRead } from "./use-cases.ts";

const LONGEST_TITLE = 100;
const LONGEST_TEXT = 400;
const LONGEST_ITEM = 150;
const MOST_ITEMS = 5;
const MOST_CHANGES = 5;

/** What a message tells of a section: items that it may name, and how many there are beside them. */
export interface SectionTold {
  text: string;
  measures: readonly Measure[];
  items: readonly NamedItem[];
  others: number;
}

export interface CaseTold {
  program: { id: string; title: string };
  version: { number: number; approvedAt: string; by: string };
  changes: readonly ChangeRead[];
  goneMeasures: ReadonlySet<string>;
  sections: ReadonlyMap<CaseSection, SectionTold>;
}

export function briefMessage(reader: Reader, { program, version, changes, goneMeasures, sections }: CaseTold): Message {
  const texts = textsFor(caseTexts, reader);
  const title = texts.pdf.titled(shorten(program.title, LONGEST_TITLE));
  const day = longDate(reader, localDateOf(version.approvedAt, reader.zone));
  const missing = CASE_SECTIONS.filter((each) => !sections.has(each)).map((each) => texts.sections[each]);
  const language = languageOf(reader.locale);
  const pdf = button(`${caseIds.pdf}:${language}`, texts.pdf.button[language], {
    value: JSON.stringify({ programId: program.id, language }),
  });
  return {
    text: lineOf(title),
    blocks: [
      section(`*${escapeMrkdwn(title)}*`),
      context(lineOf(texts.status.by(version.number, version.by, day))),
      changes.length > 0 && changeBlock(reader, changes),
      ...CASE_SECTIONS.flatMap((each) => {
        const told = sections.get(each);
        return told ? [sectionBlock(reader, each, { told, goneMeasures })] : [];
      }),
      missing.length > 0 && context(lineOf(texts.brief.notWritten(list(reader, missing)))),
      actions("case.brief", commandButton(texts.brief.read, `case ${program.id}`, { primary: true }), pdf),
    ].filter(isPresent),
  };
}

function changeBlock(reader: Reader, changes: readonly ChangeRead[]): KnownBlock {
  const texts = textsFor(caseTexts, reader);
  const lines = changeLines(reader, changes);
  const left = lines.length - MOST_CHANGES;
  return words(
    [{ text: texts.changes.title, bold: true }],
    ...lines.slice(0, MOST_CHANGES).map((line): Words[] => [{ text: `• ${shorten(line, LONGEST_ITEM)}` }]),
    ...(left > 0 ? [[{ text: texts.brief.moreChanges(left) }]] : []),
  );
}

function sectionBlock(
  reader: Reader,
  of: CaseSection,
  { told, goneMeasures }: { told: SectionTold } & Pick<CaseTold, "goneMeasures">,
): KnownBlock {
  const texts = textsFor(caseTexts, reader);
  const { text, measures, items, others } = told;
  const left = others + Math.max(0, items.length - MOST_ITEMS);
  const lines = [
    ...(text === "" ? [] : [shorten(text, LONGEST_TEXT)]),
    ...measures.map((one) => `• ${measureText(reader, one, goneMeasures.has(one.name))}`),
    ...items.slice(0, MOST_ITEMS).map((item) => itemBrief(reader, item)),
    ...(left > 0 ? [texts.brief.moreItems(left)] : []),
  ];
  return words([{ text: texts.sections[of], bold: true }], ...lines.map((line): Words[] => [{ text: line }]));
}

function itemBrief(reader: Reader, item: NamedItem): string {
  const line = `• ${shorten(titleLine(item), LONGEST_ITEM)}`;
  return stillCounts(item) ? line : `${line} (${textsFor(caseTexts, reader).goneItem})`;
}
