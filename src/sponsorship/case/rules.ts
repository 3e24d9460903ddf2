/** The case of a program: its sections, what may be named in them, what differs, and what it rests on. Pure. */
import { z } from "zod";
import { jsonColumn } from "../../platform/json-column.ts";
import type { LocalDate } from "../../platform/time.ts";
import type { ItemType } from "../../register/details.ts";
import type { ItemState } from "../../register/table.ts";

/** In the order of the page. */
export const CASE_SECTIONS = [
  "purpose",
  "benefits",
  "asked",
  "cost",
  "doing-nothing",
  "options",
  "risks",
  "proof",
] as const;
export type CaseSection = (typeof CASE_SECTIONS)[number];

/** What a section names of the register; of all others nothing. */
export const TYPE_IN: { readonly [Section in CaseSection]?: ItemType } = {
  asked: "ask",
  risks: "risk",
  proof: "decision",
};

/** As many letters as a field takes. */
export const LONGEST_SECTION = 3000;
/** As many boxes as a field has. */
export const MOST_ITEMS = 10;
export const MOST_MEASURES = 5;
const LONGEST_NAME = 120;
const LONGEST_VALUE = 60;

/** `asked`: the question of a check-in by which it is measured, where it bears the same name. */
const measureSchema = z.strictObject({
  name: z.string().min(1),
  baseline: z.string(),
  target: z.string(),
  asked: z.strictObject({ cadenceId: z.string(), key: z.string() }).optional(),
});
export type Measure = z.infer<typeof measureSchema>;

export const readMeasuresColumn = jsonColumn(z.array(measureSchema));
export const readItemsColumn = jsonColumn(z.array(z.string()));

export type MeasureProblem = { why: "form" | "long"; line: string } | { why: "many" };

/** One a line, each `Name: baseline → target`; what is not known yet is left out. */
export function readMeasures(text: string): { measures: Measure[] } | { problem: MeasureProblem } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > MOST_MEASURES) return { problem: { why: "many" } };
  const measures: Measure[] = [];
  for (const line of lines) {
    const parts = /^(?<name>[^:]+):(?<baseline>.*?)(?:→|->|=>)(?<target>.*)$/u.exec(line)?.groups;
    const [name, baseline, target] = [parts?.name, parts?.baseline, parts?.target].map((part) => part?.trim() ?? "");
    if (!name || baseline === undefined || target === undefined) return { problem: { why: "form", line } };
    if (name.length > LONGEST_NAME || baseline.length > LONGEST_VALUE || target.length > LONGEST_VALUE)
      return { problem: { why: "long", line } };
    measures.push({ name, baseline, target });
  }
  return { measures };
}

/** As `readMeasures` reads it again. */
export function measureLine({ name, baseline, target }: Pick<Measure, "name" | "baseline" | "target">): string {
  return `${name}: ${baseline}${baseline === "" ? "" : " "}→${target === "" ? "" : " "}${target}`;
}

export interface AskedMeasure {
  cadenceId: string;
  key: string;
  /** In both languages. */
  names: readonly string[];
}

/** With the question that asks for each, by its name. */
export function withQuestions(measures: readonly Measure[], questions: readonly AskedMeasure[]): Measure[] {
  return measures.map(({ name, baseline, target }) => {
    const found = questions.find(({ names }) => names.some((one) => fold(one) === fold(name)));
    return { name, baseline, target, ...(found && { asked: { cadenceId: found.cadenceId, key: found.key } }) };
  });
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

export interface SectionWritten {
  text: string;
  items: readonly string[];
  measures: readonly Measure[];
}

export function isEmpty({ text, items, measures }: SectionWritten): boolean {
  return text.trim() === "" && items.length === 0 && measures.length === 0;
}

export function isSameSection(one: SectionWritten, other: SectionWritten): boolean {
  const bare = ({ text, items, measures }: SectionWritten) =>
    JSON.stringify([text, items, measures.map(({ name, baseline, target }) => [name, baseline, target])]);
  return bare(one) === bare(other);
}

/** Whether an item still counts for what it is named for: a risk and an ask while they are open, a decision while it stands. */
export function stillCounts({ type, state }: { type: ItemType; state: ItemState }): boolean {
  if (type === "decision") return state === "active";
  return state === "open";
}

/** The section of each, by the id of its row. */
export const readSectionsColumn = jsonColumn(z.partialRecord(z.enum(CASE_SECTIONS), z.string()));
export type SectionIds = Partial<Record<CaseSection, string>>;

/** What was written since a version, or ever where there is none. */
export function changedSince(now: SectionIds, version: SectionIds | null): CaseSection[] {
  return CASE_SECTIONS.filter((section) => now[section] !== version?.[section]);
}

export function idsOf(rows: readonly { section: CaseSection; id: string }[]): SectionIds {
  return Object.fromEntries(rows.map(({ section, id }) => [section, id]));
}

/** Who wrote what is new since a version. */
export function authorsOf(
  rows: readonly { section: CaseSection; id: string; writtenBy: string }[],
  version: SectionIds | null,
): Set<string> {
  const pending = changedSince(idsOf(rows), version);
  return new Set(rows.flatMap(({ section, writtenBy }) => (pending.includes(section) ? [writtenBy] : [])));
}

/** What the sections name. */
export function namedIn(rows: readonly SectionWritten[]): { items: string[]; measures: Basis["measures"] } {
  return {
    items: [...new Set(rows.flatMap(({ items }) => items))],
    measures: rows.flatMap(({ measures }) => measures.flatMap(({ asked }) => asked ?? [])),
  };
}

const basisSchema = z.strictObject({
  /** Of what it names those that counted then. */
  items: z.array(z.string()),
  endsOn: z.string().nullable(),
  /** Target dates as those who lead give them, by milestone. */
  dates: z.record(z.string(), z.string()),
  /** Measures that were asked for then. */
  measures: z.array(z.strictObject({ cadenceId: z.string(), key: z.string() })),
});
export type Basis = z.infer<typeof basisSchema>;
export const readBasisColumn = jsonColumn(basisSchema);

export type CaseChange =
  | { of: "item"; id: string }
  | { of: "date"; from: LocalDate; to: LocalDate | null }
  | { of: "measure"; cadenceId: string; key: string };

/** What has become of it since: facts alone. */
export function changesSince(then: Basis, now: Basis): CaseChange[] {
  const counting = new Set(now.items);
  const asked = new Set(now.measures.map(({ cadenceId, key }) => `${cadenceId} ${key}`));
  const dates = Object.entries(then.dates).flatMap(([id, from]): CaseChange[] => {
    const to = now.dates[id] ?? null;
    return to === from ? [] : [{ of: "date", from, to }];
  });
  // The program's own end says the same once more where a milestone has moved with it.
  const isEndMoved = then.endsOn !== null && then.endsOn !== now.endsOn;
  const end: CaseChange[] =
    isEndMoved && !dates.some((one) => one.of === "date" && one.from === then.endsOn && one.to === now.endsOn)
      ? [{ of: "date", from: then.endsOn ?? "", to: now.endsOn }]
      : [];
  return [
    ...then.items.flatMap((id): CaseChange[] => (counting.has(id) ? [] : [{ of: "item", id }])),
    ...dates,
    ...end,
    ...then.measures.flatMap(({ cadenceId, key }): CaseChange[] =>
      asked.has(`${cadenceId} ${key}`) ? [] : [{ of: "measure", cadenceId, key }],
    ),
  ];
}
