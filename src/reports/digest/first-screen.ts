/** The first screen of a digest: its reports' matters in order of weight, a line each, within a budget of words. */
import { runYielding } from "../../platform/event-loop.ts";
import { capitalised, shortDate, textsFor, withoutFullStop } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { type Line, STATUS_KINDS, type Status } from "../compile/report.ts";
import {
  fieldText,
  isolated,
  NO_COLOUR,
  periodInWords,
  shapeOf,
  shortLine,
  statusWord,
} from "../compile/status-words.ts";
import { type Chosen, chooseMatters, wordsOf } from "./first-screen-selection.ts";
import { clausesOf, type Headline, headlineOf, inSentences, isSilence, programsIn } from "./headline.ts";
import { isLarge, MOST_WORDS, nameOf, screenWords, shortName, sizeOf } from "./limits.ts";
import { isTheirs } from "./matter-words.ts";
import {
  byWeight,
  COUNTED_AS,
  isReported,
  isStale,
  linesOnce,
  type Matter,
  mattersByName,
  mattersOf,
  weightiest,
} from "./matters.ts";
import { firstNeeds, needsCounted } from "./needs.ts";
import {
  type ReportedProgram,
  type Screen,
  type ScreenChoice,
  type ScreenInput,
  type ScreenLine,
  SECTIONS,
  type SectionName,
} from "./screen.ts";
import { isCountedRequest, lateOf, moveLines, silentLines, stillLines, waitingLines } from "./status-lines.ts";
import { LEFT_OUT, type LeftOut, screenTexts } from "./texts.ts";

/** In one piece: for a few programs, and where nobody waits. */
export function firstScreen(input: ScreenInput): Screen {
  const steps = screenSteps(input);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, letting others run between its steps. */
export function firstScreenInPieces(input: ScreenInput): Promise<Screen> {
  return runYielding(screenSteps(input));
}

function* screenSteps(given: ScreenInput): Generator<void, Screen> {
  const input = prepared(given);
  const matters: Matter[] = [];
  for (const program of input.programs) {
    yield;
    const all = mattersOf(program, input);
    matters.push(...(isLarge(input) ? weightiest(all) : all));
  }

  yield;
  const totals = yield* totalsOf(input);
  if (input.choice) return screenAsChosen(input.choice, matters, { input, totals });

  const listed = matters.filter((matter) => !isCounted(matter, input));
  const late = matters.filter((matter) => matter.kind === "request-overdue" && isCounted(matter, input));
  const headline = headlineOf([...listed, ...late], input);

  const most = MOST_WORDS[sizeOf(input)];
  const frame = frameOf(input, headline);
  const making = { input, headline, totals };
  yield;
  const bare = filled(frame, [], making);
  const mostWords = most - screenWords(bare, input);
  yield;

  let chosen = chooseMatters(listed, { ...making, mostWords });
  yield;
  let screen = filled(frame, chosen, making);
  yield;

  const room = most - screenWords(screen, input);
  if (room > 0) chosen = chooseMatters(listed, { ...making, mostWords: mostWords + room });
  screen = filled(frame, chosen, making);

  while (screenWords(screen, input) > most && chosen.length > 0) {
    chosen = chosen.slice(0, -1);
    screen = filled(frame, chosen, making);
  }
  yield;

  return { ...screen, choice: choiceOf(chosen, matters, making) };
}

/** As it was chosen when it was sent, with the status of what was corrected since. */
function screenAsChosen(choice: ScreenChoice, matters: readonly Matter[], known: Omit<Making, "headline">): Screen {
  const { input } = known;
  const named = mattersByName(matters);
  const headline = {
    ...choice.headline,
    need: input.needs.find(({ itemId }) => itemId === choice.headline.need),
    matters: choice.headline.matters.flatMap((name) => named.get(name) ?? []),
  };
  const chosen = choice.lines.flatMap(({ name, part }): Chosen[] => {
    const matter = named.get(name);
    return matter ? [{ matter, part }] : [];
  });
  const shown = new Set([...headline.matters, ...chosen.map(({ matter }) => matter)]);
  const corrected = matters.filter(
    (matter) => matter.program.correctedOn && STATUS_KINDS.includes(matter.kind) && !shown.has(matter),
  );
  const all = [...chosen, ...corrected.map((matter): Chosen => ({ matter, part: "whole" }))];
  return { ...filled(frameOf(input, headline), all, { ...known, headline }), choice };
}

function choiceOf(chosen: readonly Chosen[], matters: readonly Matter[], { input, headline }: Making): ScreenChoice {
  const names = new Map([...mattersByName(matters)].map(([name, matter]) => [matter, name]));
  const nameIn = (matter: Matter) => names.get(matter) ?? "";
  return {
    needs: input.needs.map(({ itemId }) => itemId),
    headline: { ...headline, need: headline.need?.itemId ?? null, matters: headline.matters.map(nameIn) },
    lines: chosen.map(({ matter, part }) => ({ name: nameIn(matter), part })),
  };
}

/** Whether a matter has no line of its own: it is counted with others, or stands in the thread alone. */
function isCounted(matter: Matter, input: ScreenInput): boolean {
  const { program, section, kind, lines } = matter;
  if (section === "silent") return isLarge(input) || isSilence(input);
  if (kind === "bottom-line") return lines.some((line) => isOvertaken(line, program, input));
  // Of a large portfolio, what was so before: only what is blocked has a line all the same.
  if (isLarge(input) && isStale(matter) && kind !== "blocked") return true;
  // The late milestone of a silent program stands beside its name.
  const isBesideName = (line: Line) => isLarge(input) && line === lateOf(program);
  return lines.some((line) => isBesideName(line) || isCountedRequest(line, program, input));
}

/** Its program is on track and its reader needed, of which it may say that nothing is; or what it asks of them is decided since. */
function isOvertaken({ openRequests = [] }: Line, { title, report }: ReportedProgram, input: ScreenInput): boolean {
  const isNeeded = input.needs.some(({ program, isOver }) => program === title && !isOver);
  const isDecided = (other: Line) =>
    other.kind === "decided" && isTheirs(other, input.reader) && openRequests.includes(other.itemId ?? "");
  if (report.status?.status === "green" && isNeeded) return true;
  return report.lines.some(isDecided);
}

/** The day on which it is read; needs in their order, of what was sent those that it was sent with. */
function prepared(input: ScreenInput): ScreenInput {
  const today = input.reader.today ?? localDateOf(input.asOf, input.zone);
  const { choice, needs } = input;
  const sent = choice?.needs.flatMap((id) => needs.find(({ itemId }) => itemId === id) ?? []);
  return { ...input, reader: { ...input.reader, today }, needs: sent ?? needs };
}

function frameOf(input: ScreenInput, headline: Headline): Omit<Screen, "choice"> {
  const { reader } = input;
  const needs = input.needs.map((need) => ({
    ...need,
    program: shortName(need.program, input),
    title: fieldText(need.title),
    recommended: need.recommended === null ? null : fieldText(need.recommended),
    costOfWaiting: need.costOfWaiting === null ? null : fieldText(need.costOfWaiting),
  }));
  return {
    title: titleOf(input),
    basis: basisOf(input),
    headline: inSentences(clausesOf(headline, input)) || null,
    ...needsCounted(reader, needs),
    needs: firstNeeds(needs),
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

function basisOf(input: ScreenInput): string {
  const { reader, programs, asOf, zone } = input;
  const texts = textsFor(screenTexts, reader);
  const parts = [
    texts.reader(isolated(reader.name), reader.role),
    ...writtenInWords(input),
    texts.asOf(shortDate(reader, localDateOf(asOf, zone))),
    ...programs.flatMap(({ title, correctedOn }) =>
      correctedOn === undefined ? [] : texts.corrected(isolated(shortLine(title, 6)), shortDate(reader, correctedOn)),
    ),
  ];
  return parts.join(" · ");
}

/** By how many of whom it was written. */
function writtenInWords({ reader, programs }: ScreenInput): string[] {
  const texts = textsFor(screenTexts, reader);
  const asked = programs.reduce((sum, { report }) => sum + report.asked, 0);
  const answered = programs.reduce((sum, { report }) => sum + report.answered, 0);
  if (asked === 0) return [texts.nobodyAsked];
  // Of one who was asked and wrote, the report says who it is.
  if (asked === 1 && answered === 1) return [];
  if (answered === 0) return [texts.nobodyWrote];

  const areLeads = programs.every(({ report }) => report.asked <= 1);
  if (areLeads || programs.length === 1) return [texts.written(answered, asked, areLeads)];
  const writtenFor = programs.filter(({ report }) => report.answered > 0).length;
  return [texts.writtenFor(writtenFor, programs.length)];
}

const COUNTED_ORDER: readonly Status[] = ["green", "amber", "red"];

/** On track 1 → 2 · At risk 3 → 1 */
function countsOf({ reader, programs, period, asOf, zone }: ScreenInput): string | null {
  if (programs.length === 1) return null;

  const running = programs.filter(({ closedOn }) => closedOn === undefined);
  const given = running.map(({ report }) => report.status);
  const silent = given.filter((status) => status?.noWordSince !== undefined);
  const statuses = given.filter((status) => status?.noWordSince === undefined);

  // As the digest before counted them: of whoever said nothing then, nothing.
  const isUnderWay = localDateOf(asOf, zone) <= period.until;
  const previous = running.map(({ report: { asked, status, strip } }) =>
    // Where nobody was asked nobody is silent.
    asked === 0 ? (status?.before ?? null) : (strip.at(isUnderWay ? -1 : -2) ?? null),
  );

  const hasBefore = statuses.some((status) => status !== null) && previous.some((status) => status !== null);
  const counts = COUNTED_ORDER.flatMap((colour) => {
    const now = statuses.filter((status) => status?.status === colour).length;
    const before = hasBefore ? previous.filter((status) => status === colour).length : 0;
    const moved = hasBefore && before !== now ? `${before} → ` : "";
    return now === 0 && before === 0 ? [] : `${statusWord(reader, colour)} ${moved}${now}`;
  });

  const without = statuses.filter((status) => status === null).length;
  const texts = textsFor(screenTexts, reader);
  const last = COUNTED_ORDER.flatMap((colour) => {
    const count = silent.filter((status) => status?.status === colour).length;
    return count === 0 ? [] : `${count} ${statusWord(reader, colour).toLowerCase()}`;
  });

  if (counts.length + last.length === 0) return null;
  return [
    ...counts,
    ...(last.length === 0 ? [] : [texts.withoutWord(silent.length, last.join(", "))]),
    ...(without === 0 ? [] : [texts.withoutStatus(without)]),
  ].join(" · ");
}

/** The frame with the chosen matters in their sections, and what is left out counted. */
function filled(frame: Omit<Screen, "choice">, chosen: readonly Chosen[], making: Making): Omit<Screen, "choice"> {
  const { input, headline } = making;
  const inBlocked = new Set([
    ...chosen.flatMap(({ matter }) => (matter.section === "blocked" ? matter.program.id : [])),
    ...headline.matters.flatMap(({ section, program }) => (section === "blocked" ? program.id : [])),
  ]);
  const shown = new Set([...chosen.map(({ matter }) => matter), ...headline.matters].flatMap(({ lines }) => lines));
  const texts = textsFor(screenTexts, input.reader);
  // A screen of one program begins with its bottom line.
  const first: SectionName[] = input.programs.length === 1 ? ["brief"] : [];
  const sections = [...new Set([...first, ...SECTIONS])].flatMap((name) => {
    const lines = [
      ...(name === "changed" ? moveLines(input, inBlocked) : []),
      ...(name === "blocked" ? stillLines(input, inBlocked, ["red"]) : []),
      ...sectionLines(
        name,
        chosen.filter(({ matter }) => matter.section === name),
        making,
      ),
      ...(name === "blocked" ? [...stillLines(input, inBlocked, ["amber"]), ...waitingLines(input, shown)] : []),
      ...(name === "silent" && (isLarge(input) || isSilence(input)) ? silentLines(input) : []),
    ];
    const heading = name === "silent" && input.programs.length === 1 ? texts.noUpdateAlone : texts.sections[name];
    return lines.length === 0 ? [] : [{ name, heading, lines }];
  });
  return { ...frame, sections, leftOut: leftOutOf(sections, making) };
}

interface Making {
  input: ScreenInput;
  headline: Headline;
  totals: ReadonlyMap<LeftOut, number>;
}

/** Programs in the order of the headline, then of weight; decisions by weight, the reader's own first; what comes by day. */
function sectionLines(name: SectionName, chosen: readonly Chosen[], { input, headline }: Making): ScreenLine[] {
  const lineIn = (one: Chosen) => lineOf(one, input);
  if (name === "upcoming") return chosen.toSorted((a, b) => a.matter.day.localeCompare(b.matter.day)).map(lineIn);
  const groups = Map.groupBy(chosen, ({ matter }) => matter.program.id);
  const inHeadline = programsIn(headline, input);
  const place = (id: string) => {
    const index = inHeadline.indexOf(id);
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  };
  const ordered = [...groups].toSorted(([a, [one]], [b, [other]]) => {
    if (one === undefined || other === undefined) return 0;
    return (name === "decided" ? 0 : place(a) - place(b)) || byWeight(one.matter, other.matter);
  });
  return ordered.flatMap(([, group]) => group.map(lineIn));
}

function lineOf(chosen: Chosen, input: ScreenInput): ScreenLine {
  const { program, lines, hasStatus } = chosen.matter;
  const { text, age } = wordsOf(chosen, input.programs.length === 1);
  const { status } = program.report;
  return {
    programId: program.id,
    program: nameOf(program, input),
    age,
    lines,
    // A green of which there is no word has no colour.
    status: hasStatus && shapeOf(status) !== NO_COLOUR ? (status?.status ?? null) : null,
    text: age === "" ? text : withoutFullStop(text),
  };
}

function leftOutOf(sections: Screen["sections"], { input, totals, headline }: Making): string | null {
  const texts = textsFor(screenTexts, input.reader);
  const shown = new Set<Line>([
    ...sections.flatMap(({ lines }) => lines).flatMap(({ lines }) => lines),
    ...headline.matters.flatMap(({ lines }) => lines),
  ]);
  const counts = new Map(totals);
  for (const line of shown) {
    const group = COUNTED_AS[line.kind];
    if (group !== undefined && !isOfNeed(line, input)) counts.set(group, (counts.get(group) ?? 0) - 1);
  }
  const parts = LEFT_OUT.flatMap((group) => {
    const count = counts.get(group) ?? 0;
    return count <= 0 ? [] : texts.counted[group](count);
  });
  return parts.length === 0 ? null : texts.leftOut(parts.join(", "));
}

/** All that would be counted if nothing were shown. */
function* totalsOf(input: ScreenInput): Generator<void, ReadonlyMap<LeftOut, number>> {
  const counts = new Map<LeftOut, number>();
  const isSilent = isSilence(input);
  for (const program of input.programs) {
    yield;
    for (const line of linesOnce(program.report.lines)) {
      const group = COUNTED_AS[line.kind];
      const isShown = isReported(line, program) && (line.kind !== "no-update" || !isSilent);
      if (group !== undefined && isShown && !isOfNeed(line, input)) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  }
  return counts;
}

function isOfNeed({ itemId }: Line, { needs }: ScreenInput): boolean {
  return itemId !== undefined && needs.some((need) => need.itemId === itemId);
}
