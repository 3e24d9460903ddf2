/** The case of a program is a page: why it is worth doing, with what is recorded of it, and what it rests on. */
import { z } from "zod";
import { measureLinesOf } from "../goals/measures-of-program.ts";
import type { Change, Draft, PageKind, PageSection, Reading } from "../pages/page-kinds.ts";
import type { Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import type { Db, Tx } from "../platform/database.ts";
import { jsonColumn } from "../platform/json-column.ts";
import type { Services } from "../platform/services.ts";
import { type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { listProgramsFor, type Program, standingsOf } from "../programs/programs.ts";
import { codeOf } from "../register/codes-and-transitions.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import { titleLine } from "../register/items-in-words.ts";
import { shorten } from "../slack/blocks.ts";
import { CASE_SECTIONS, type CaseSection, caseTexts, sectionWords } from "./case-texts.ts";
import { candidacyIn, programsToSponsor } from "./sponsor-request.ts";

const SHOWN = 5;
const LONGEST_LINE = 150;

const [first, ...others] = CASE_SECTIONS.map(
  (key): PageSection => ({ key, words: sectionWords(key), ...(key === "benefits" && { hasMeasures: true }) }),
);
if (!first) throw new Error("A case has sections");

export const caseKind: PageKind = {
  name: "case",
  command: "case",
  words: { en: caseTexts.en.kind, fr: caseTexts.fr.kind },
  sections: [first, ...others],
  rights: { read: "read-case", write: "edit-case", approve: "approve-case" },
  approvers: ["sponsor", "deputy", "lead"],
  standings: async (reading, person, programId) => [
    ...(await standingsOf(reading.db, person, programId, reading)),
    ...(await candidacyIn(reading.db, person, programId)),
  ],
  recorded: recordedIn,
  drafts: draftsOf,
  basis: basisOf,
  changes: changesIn,
};

/** The programs whose case this person may read, those of their own first. */
export async function programsWithCase(services: Services, person: Person): Promise<Program[]> {
  const listed = await listProgramsFor(services.db, person, services);
  const theirs = listed.flatMap(({ program, standings }) => (may(standings, "read-case") ? [program] : []));
  const asked = await programsToSponsor(services.db, person);
  return [...theirs, ...asked.filter(({ id }) => !theirs.some((program) => program.id === id))];
}

/** What stands under a section: requests and risks while they are open, decisions while they stand. */
const TYPE_IN = { asked: "request", risks: "risk", proof: "decision" } as const;
type RecordedSection = keyof typeof TYPE_IN;
const RECORDED: readonly RecordedSection[] = ["asked", "risks", "proof"];

async function recordedIn(
  reading: Reading,
  program: Program,
  reader: Reader,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const texts = textsFor(caseTexts, reader);
  const items = await itemsFor(reading.db, program);
  const today = localDateOf(reading.clock.now(), reader.zone);
  const measures = await measureLinesOf(reading.db, program, { ...reader, today }, isForAll);
  return new Map([
    ...(measures.length === 0 ? [] : ([["benefits", measures.map((line) => `• ${line}`)]] as const)),
    ...RECORDED.flatMap((section): [string, string[]][] => {
      const listed = itemsIn(items, section);
      const lines = listed.slice(0, SHOWN).map((item) => `• ${lineOf(reader, item)}`);
      return listed.length === 0 ? [] : [[section, [texts.counted[section](listed.length, lines.length), ...lines]]];
    }),
  ]);
}

function lineOf(reader: Reader, item: Item): string {
  const line = shorten(titleLine(item), LONGEST_LINE);
  return item.type === "request" && item.due_on !== null
    ? textsFor(caseTexts, reader).neededBy(line, shortDate(reader, item.due_on))
    : line;
}

/** Of a section, what weighs most first: risks by their weight, requests by their date, decisions the newest first. */
function itemsIn(items: readonly Item[], section: RecordedSection): Item[] {
  const listed = items.filter(({ type }) => type === TYPE_IN[section]);
  if (section === "risks") return listed.toSorted((a, b) => weightOf(b) - weightOf(a));
  if (section === "proof") return listed.toSorted((a, b) => (a.raised_at > b.raised_at ? -1 : 1));
  return listed.toSorted((a, b) => ((a.due_on ?? "9") < (b.due_on ?? "9") ? -1 : 1));
}

function weightOf(item: Item): number {
  return item.type === "risk" ? (item.details.probability ?? 0) * (item.details.impact ?? 0) : 0;
}

async function itemsFor(db: Db | Tx, { workspace_id: workspaceId, id }: Program): Promise<Item[]> {
  const types = [...Object.values(TYPE_IN), "milestone" as const];
  const items = await itemsOfPrograms(db, workspaceId, [id], { types });
  return items.filter((item) => counts(item) && isForAll(item));
}

/** Whether everybody who may read a case may read it. */
export function isForAll({ disclosure }: Pick<Item, "disclosure">): boolean {
  return disclosure === "program" || disclosure === "above";
}

function counts({ type, state }: Pick<Item, "type" | "state">): boolean {
  return type === "decision" ? state === "active" : state === "open" || (type === "milestone" && state === "reached");
}

async function draftsOf({ db }: Reading, program: Program, reader: Reader): Promise<ReadonlyMap<string, Draft>> {
  const { source } = textsFor(caseTexts, reader);
  const costs = itemsIn(await itemsFor(db, program), "asked").flatMap((item) =>
    item.type === "request" && item.details.costOfWaiting ? [`${item.details.costOfWaiting} (${codeOf(item)})`] : [],
  );
  const drafts: [CaseSection, string, string][] = [
    ["purpose", program.purpose, source.program],
    ["benefits", program.benefits, source.program],
    ["doing-nothing", costs.join("\n"), source.requests],
  ];
  return new Map(
    drafts.flatMap(([key, text, from]) =>
      text.trim() === "" ? [] : [[key, { text: text.trim(), measures: [], source: from }]],
    ),
  );
}

/** `items`: those that the page shows, `dates`: of milestones. */
const basisSchema = z.strictObject({
  items: z.array(z.string()),
  dates: z.record(z.string(), z.string()),
  endsOn: z.string().nullable(),
});
const readBasis = jsonColumn(basisSchema);

async function basisOf({ db }: Reading, program: Program): Promise<string> {
  const items = await itemsFor(db, program);
  const shown = RECORDED.flatMap((section) => itemsIn(items, section).slice(0, SHOWN));
  const dated = items.flatMap(({ type, id, due_on: on }) => (type === "milestone" && on !== null ? [[id, on]] : []));
  const basis: z.infer<typeof basisSchema> = {
    items: shown.map(({ id }) => id),
    dates: Object.fromEntries(dated),
    endsOn: program.ends_on,
  };
  return JSON.stringify(basis);
}

async function changesIn(db: Db | Tx, program: Program, basis: string): Promise<Change[]> {
  const { items, dates, endsOn } = readBasis(basis);
  const ids = [...new Set([...items, ...Object.keys(dates)])];
  const listed = await itemsOfPrograms(db, program.workspace_id, [program.id], { ids });
  const find = (id: string) => listed.find((item) => item.id === id);
  const closed = ids.flatMap((id): Change[] => {
    const item = find(id);
    if (item && counts(item)) return [];
    const name = item && isForAll(item) ? nameOf(item) : null;
    return [(reader) => textsFor(caseTexts, reader).closed(name)];
  });
  const moved = Object.entries(dates).flatMap(([id, from]): Change[] => {
    const item = find(id);
    return item && counts(item) && isForAll(item) && item.due_on !== from
      ? [moveOf(nameOf(item), from, item.due_on)]
      : [];
  });
  const end = endsOn === program.ends_on || endsOn === null ? [] : [moveOf(null, endsOn, program.ends_on)];
  return [...closed, ...moved, ...end];
}

function nameOf(item: Item): string {
  return shorten(titleLine(item), LONGEST_LINE);
}

/** `name` null: the end of the program. */
function moveOf(name: string | null, from: string, to: string | null): Change {
  return (reader) =>
    textsFor(caseTexts, reader).moved(name, shortDate(reader, from), to === null ? null : shortDate(reader, to));
}
