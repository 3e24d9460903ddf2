/** The first screen of a digest: its reports' matters in order of weight, a line each, within a budget of words. */

import { capitalised, list, shortDate, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { type Chosen, chooseMatters, MANY_PROGRAMS } from "./choice.ts";
import { type Headline, headlineOf } from "./headline.ts";
import { countedAs, MOST_NEEDS, mattersOf } from "./matters.ts";
import { LINE_KINDS, type Line, type Status } from "./report.ts";
import { type Need, type Screen, type ScreenInput, type ScreenLine, SECTIONS, type SectionName } from "./screen.ts";
import { LEFT_OUT, type LeftOut, screenTexts } from "./texts.ts";
import { countWords, isolated, periodInWords, shortLine, statusWord } from "./words.ts";

/** Up to ten programs, and beyond. */
export const MOST_WORDS = { few: 350, many: 420 } as const;

export function firstScreen(given: ScreenInput): Screen {
  const input = prepared(given);
  const isMany = input.programs.length > MANY_PROGRAMS;
  const matters = input.programs.flatMap((program) => mattersOf(program, input));
  const headline = headlineOf(matters, input, isMany ? 14 : 20);
  const most = isMany ? MOST_WORDS.many : MOST_WORDS.few;
  const frame = frameOf(input, headline);
  let chosen = chooseMatters(matters, { input, headline, mostWords: most - screenWords(frame) - LEFT_OUT_WORDS });
  let screen = filled(frame, chosen, input, headline);
  while (screenWords(screen) > most && chosen.length > 0) {
    chosen = chosen.slice(0, -1);
    screen = filled(frame, chosen, input, headline);
  }
  return screen;
}

/** Room for the line of what is left out; what it takes beyond is taken from the last matters. */
const LEFT_OUT_WORDS = 14;

/** Over all that a reader reads of it; a program's name once in each section. */
export function screenWords(screen: Screen): number {
  const needs = screen.needs.flatMap((need) => [
    need.program,
    need.title,
    need.recommended ?? "",
    need.costOfWaiting ?? "",
    need.options.join(" "),
    need.answerBy === null ? "" : NEED_DATES,
  ]);
  const lines = screen.sections.flatMap(({ heading, lines: shown }) => [
    heading,
    ...shown.flatMap(({ program, programId, text, age }, index) => [
      shown[index - 1]?.programId === programId ? "" : program,
      text,
      age,
    ]),
  ]);
  const texts = [
    screen.title,
    screen.basis,
    screen.headline,
    screen.needsHeading,
    ...needs,
    screen.moreNeeds,
    ...lines,
  ];
  return countWords([...texts, screen.counts, screen.leftOut].map((text) => text ?? "").join("\n"));
}

/** As long as what is said of a need's dates. */
const NEED_DATES = "Answer by Wed 4 Nov (needed by Fri 6)";

/** The day on which it is read; needs in order of weight, their words within one line. */
function prepared(input: ScreenInput): ScreenInput {
  const today = input.reader.today ?? localDateOf(input.asOf, input.reader.zone);
  const isFlagship = ({ program }: Need) =>
    input.programs.some(({ title, isFlagship: flagged }) => title === program && flagged);
  const needs = input.needs.toSorted(
    (a, b) =>
      Number(b.isOverdue) - Number(a.isOverdue) ||
      Number(isFlagship(b)) - Number(isFlagship(a)) ||
      (a.answerBy ?? "9").localeCompare(b.answerBy ?? "9"),
  );
  return { ...input, reader: { ...input.reader, today }, needs };
}

function frameOf(input: ScreenInput, headline: Headline | null): Screen {
  const { reader, needs } = input;
  const texts = textsFor(screenTexts, reader);
  return {
    title: titleOf(input),
    basis: basisOf(input),
    headline: headline?.text ?? null,
    needsHeading: needs.length === 0 ? "" : texts.needs(needs.length),
    needs: needs.slice(0, MOST_NEEDS).map((need) => ({
      ...need,
      title: shortLine(need.title, 20),
      recommended: need.recommended === null ? null : shortLine(need.recommended, 8),
      costOfWaiting: need.costOfWaiting === null ? null : shortLine(need.costOfWaiting, 12),
    })),
    moreNeeds: needs.length > MOST_NEEDS ? texts.moreNeeds(needs.length - MOST_NEEDS) : null,
    sections: [],
    counts: countsOf(input),
    leftOut: null,
  };
}

function titleOf({ reader, rhythm, period, programs }: ScreenInput): string {
  const [only] = programs;
  const name = capitalised(periodInWords(reader, rhythm, period));
  const subject =
    programs.length === 1 && only
      ? isolated(shortLine(only.title, 20))
      : textsFor(screenTexts, reader).programs(programs.length);
  return `${name} · ${subject}`;
}

function basisOf({ reader, programs, asOf }: ScreenInput): string {
  const texts = textsFor(screenTexts, reader);
  const asked = programs.reduce((sum, { report }) => sum + report.asked, 0);
  const answered = programs.reduce((sum, { report }) => sum + report.answered, 0);
  const areLeads = programs.every(({ report }) => report.asked <= 1);
  const written =
    asked === 0 ? texts.nobodyAsked : answered === 0 ? texts.nobodyWrote : texts.written(answered, asked, areLeads);
  const parts = [
    texts.reader(isolated(reader.name), reader.role),
    written,
    texts.asOf(shortDate(reader, localDateOf(asOf, reader.zone))),
    ...correctionsOf({ reader, programs }),
  ];
  return parts.join(" · ");
}

function correctionsOf({ reader, programs }: Pick<ScreenInput, "reader" | "programs">): string[] {
  const texts = textsFor(screenTexts, reader);
  const days = [...new Set(programs.flatMap(({ correctedOn }) => correctedOn ?? []))].toSorted();
  return days.map((day) => {
    const names = programs
      .filter(({ correctedOn }) => correctedOn === day)
      .map(({ title }) => isolated(shortLine(title, 6)));
    return texts.corrected(list(reader, names), shortDate(reader, day));
  });
}

const COUNTED_ORDER: readonly Status[] = ["green", "amber", "red"];

/** On track 1 → 2 · At risk 3 → 1; of one program its status is on the screen. */
function countsOf({ reader, programs }: ScreenInput): string | null {
  if (programs.length === 1) return null;
  const statuses = programs.map(({ report }) => report.status);
  const hasBefore = statuses.some((status) => status?.before !== null && status !== null);
  const counts = COUNTED_ORDER.flatMap((colour) => {
    const now = statuses.filter((status) => status?.status === colour).length;
    const before = statuses.filter((status) => status?.before === colour).length;
    if (now === 0 && before === 0) return [];
    return `${statusWord(reader, colour)} ${hasBefore ? `${before} → ` : ""}${now}`;
  });
  const without = statuses.filter((status) => status === null).length;
  if (counts.length === 0) return null;
  return [...counts, ...(without === 0 ? [] : [textsFor(screenTexts, reader).withoutStatus(without)])].join(" · ");
}

/** The frame with the chosen matters in their sections, and what is left out counted. */
function filled(frame: Screen, chosen: readonly Chosen[], input: ScreenInput, headline: Headline | null): Screen {
  const texts = textsFor(screenTexts, input.reader);
  const sections = SECTIONS.flatMap((name) => {
    const lines = sectionLines(
      name,
      chosen.filter(({ matter }) => matter.section === name),
      headline,
      input,
    );
    return lines.length === 0 ? [] : [{ name, heading: texts.sections[name], lines }];
  });
  return { ...frame, sections, leftOut: leftOutOf(chosen, input, headline) };
}

/** Programs in the order of the headline, then of weight; dates by day. What has no age may share a line. */
function sectionLines(
  name: SectionName,
  chosen: readonly Chosen[],
  headline: Headline | null,
  input: ScreenInput,
): ScreenLine[] {
  const groups = new Map<string, Chosen[]>();
  for (const choice of chosen) {
    const { id } = choice.matter.program;
    groups.set(id, [...(groups.get(id) ?? []), choice]);
  }
  const place = (id: string) => {
    const index = headline?.programIds.indexOf(id) ?? -1;
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  };
  const first = (group: readonly Chosen[]) => group[0]?.matter;
  const ordered = [...groups].toSorted(([a, one], [b, other]) =>
    name === "upcoming"
      ? (first(one)?.day ?? "").localeCompare(first(other)?.day ?? "")
      : place(a) - place(b) || weightOfFirst(one) - weightOfFirst(other),
  );
  return ordered.flatMap(([, group]) => joined(group, name, input));
}

function weightOfFirst([choice]: readonly Chosen[]): number {
  return choice === undefined
    ? 0
    : LINE_KINDS.indexOf(choice.matter.kind) * 2 - Number(choice.matter.program.isFlagship);
}

const MOST_LINE_WORDS = 20;

function joined(group: readonly Chosen[], name: SectionName, input: ScreenInput): ScreenLine[] {
  const lines: ScreenLine[] = [];
  for (const { matter, text, program } of group) {
    const last = lines.at(-1);
    const shared = `${last?.text}; ${text}`;
    if (last && name !== "blocked" && name !== "silent" && countWords(shared) <= MOST_LINE_WORDS) {
      lines[lines.length - 1] = { ...last, text: shared, lines: [...last.lines, ...matter.lines] };
      continue;
    }
    lines.push({
      programId: matter.program.id,
      program: input.programs.length === 1 ? "" : program,
      status: matter.hasStatus ? (matter.program.report.status?.status ?? null) : null,
      text,
      age: matter.age,
      lines: matter.lines,
    });
  }
  return lines;
}

function leftOutOf(chosen: readonly Chosen[], input: ScreenInput, headline: Headline | null): string | null {
  const texts = textsFor(screenTexts, input.reader);
  const shown = new Set<Line>([
    ...chosen.flatMap(({ matter }) => matter.lines),
    ...(headline?.matters ?? []).flatMap(({ lines }) => lines),
  ]);
  const needed = new Set(input.needs.map(({ itemId }) => itemId));
  const counts = new Map<LeftOut, number>();
  for (const { report } of input.programs) {
    for (const line of report.lines) {
      const group = countedAs(line);
      const isShown = shown.has(line) || (line.itemId !== undefined && needed.has(line.itemId));
      if (group !== null && !isShown) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  }
  const parts = LEFT_OUT.flatMap((group) => {
    const count = counts.get(group) ?? 0;
    return count === 0 ? [] : texts.counted[group](count);
  });
  return parts.length === 0 ? null : texts.leftOut(parts.join(" · "));
}
