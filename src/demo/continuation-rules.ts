/** How the people of a story go on after its end: what each may say and when, and by which rule one is chosen. Pure. */
import { z } from "zod";
import type { Answers } from "../cadences/questions/questions.ts";
import type { Instant } from "../platform/clock.ts";
import { mustBe, strictObject } from "../platform/texts/input-problems.ts";
import { addMs, compareTimes, type LocalDate, localDateOf, MINUTE } from "../platform/time.ts";
import type { Problem } from "../setup/setup-file.ts";
import { numberProblems } from "./goal-checks.ts";
import { acts, completion, goals, localDate, type Numbers, type Scenario, text, who } from "./scenario.ts";
import { type ItemWords, problemsOf, readAnswers } from "./scenario-answers.ts";
import { ScenarioError } from "./scenario-file.ts";

const share = z.number(mustBe("a share from 0 to 1")).min(0).max(1);

/** How somebody answers. */
const mannerSchema = strictObject({
  /** Between so many minutes after the question came. */
  after: z.tuple([z.number().min(1), z.number().min(1)]),
  /** Which part of the daily questions is answered in words, as long as there are any; the rest with a press. */
  talks: share.default(0.7),
  /** Which part of the daily questions stays unanswered. */
  misses: share.default(0),
  /** From day to day, both included, nothing comes from them. */
  silent: z.array(strictObject({ from: localDate, to: localDate })).default([]),
  /** Instead of the button *Nothing to report*, which a message with several questions does not have. */
  quiet: z.record(z.string(), z.unknown()).optional(),
});

/** Something holds, or does not, when the line is chosen or the act is due. */
const onlyIf = { if: text.optional(), unless: text.optional() };

/** What somebody may answer to a check-in that is asked from one day to another; said once. */
const lineSchema = strictObject({
  ...onlyIf,
  by: text,
  cadence: text,
  from: localDate,
  /** Included; without it only that day. */
  to: localDate.optional(),
  answers: z.record(z.string(), z.unknown()),
});

const actOf = <Shape extends z.core.$ZodShape>(shape: Shape) => strictObject({ ...onlyIf, ...who, ...shape });
const actSchema = z.discriminatedUnion("do", [
  actOf({ do: z.literal("decide"), option: text }),
  actOf(acts.tracks.press),
  actOf(acts.tracks.useWork),
  actOf({ do: z.literal("say"), text }),
  actOf({ do: z.literal("away"), until: localDate }),
  actOf({ do: z.literal("leave") }),
  actOf(acts.milestones.add),
  actOf(acts.milestones.move),
  actOf(acts.milestones.reach),
  actOf(acts.sponsoring.sayGiven),
  actOf(acts.meetings.giveAgenda),
  actOf(acts.meetings.approveAgenda),
  actOf(acts.meetings.addTopic),
  actOf(acts.meetings.record),
  actOf(acts.meetings.close),
  actOf(acts.meetings.sendRecord),
  actOf(goals.enterNumbers),
  actOf(acts.sponsoring.finishItem),
  actOf(acts.sponsoring.thank),
  actOf(acts.sponsoring.noteContact),
  /** `about`: words of the message that says what is missing. */
  actOf({ do: z.literal("complete-request"), about: text, ...completion }),
]);
export type ContinuedAct = z.infer<typeof actSchema>;

const continuationSchema = strictObject({
  people: z.record(z.string(), mannerSchema),
  /** What lines and acts may depend on: whether a request of a program was decided so. */
  facts: z.record(z.string(), strictObject({ program: text, decided: text })).default({}),
  /** As in the story, for the days after it. */
  numbers: goals.numbers.default({}),
  lines: z.array(lineSchema, mustBe("a list")),
  acts: z.array(actSchema, mustBe("a list")),
});

export interface Line {
  /** Place in the file. */
  index: number;
  by: string;
  cadence: string;
  from: LocalDate;
  to: LocalDate;
  if?: string | undefined;
  unless?: string | undefined;
  answers: Answers;
  items: ItemWords;
}

export type Manner = z.infer<typeof mannerSchema>;

export interface Continuation {
  people: Readonly<Record<string, Manner>>;
  facts: Readonly<Record<string, { program: string; decided: string }>>;
  numbers: Numbers;
  lines: readonly Line[];
  /** In order of time. */
  acts: readonly ContinuedAct[];
}

/** Reads what follows a story. Throws ScenarioError with all that is wrong: what the forms would refuse, too. */
export function parseContinuation(json: unknown, story: Scenario): Continuation {
  const read = continuationSchema.safeParse(json);
  if (!read.success) throw new ScenarioError(problemsOf(read.error));

  const { data } = read;
  const handles = new Set(story.people.map(({ handle }) => handle));
  const problems: Problem[] = [];

  const nobody = (handle: string, path: Problem["path"]) => {
    if (!handles.has(handle)) problems.push({ path, message: `nobody has the handle ${handle}` });
  };

  const unknownFact = (entry: { if?: string | undefined; unless?: string | undefined }, path: Problem["path"]) => {
    for (const name of [entry.if, entry.unless])
      if (name !== undefined && !data.facts[name]) problems.push({ path, message: `there is no fact ${name}` });
  };

  for (const handle of Object.keys(data.people)) nobody(handle, ["people", handle]);

  const lines = data.lines.map((line, index): Line => {
    nobody(line.by, ["lines", index, "by"]);
    unknownFact(line, ["lines", index]);
    const cadence = story.cadences.find(({ key }) => key === line.cadence);
    if (!cadence) problems.push({ path: ["lines", index, "cadence"], message: `there is no cadence ${line.cadence}` });
    const { answers, items, problems: wrong } = readAnswers(cadence?.questions ?? [], line.answers);
    problems.push(...wrong.map(({ path, message }) => ({ path: ["lines", index, "answers", ...path], message })));
    return { ...line, index, to: line.to ?? line.from, answers, items };
  });

  for (const [index, act] of data.acts.entries()) {
    nobody(act.by, ["acts", index, "by"]);
    unknownFact(act, ["acts", index]);
    if (act.at < story.end) problems.push({ path: ["acts", index, "at"], message: "is before the end of the story" });
  }

  const measures = story.events.filter((event) => event.do === "add-measure");
  problems.push(...numberProblems(data.numbers, measures, story.people));

  if (problems.length > 0) throw new ScenarioError(problems);
  const { people, facts, numbers, acts } = data;
  return { people, facts, numbers, lines, acts: acts.toSorted((a, b) => (a.at < b.at ? -1 : 1)) };
}

/** A check-in that is open for somebody since a message came. */
export interface Asked {
  by: string;
  cadence: string;
  at: Instant;
  zone: string;
}

/** When they turn to it; null where they leave it. */
export function replyAt(manner: Manner, asked: Asked, isDaily: boolean, seed: number): Instant | null {
  const day = localDateOf(asked.at, asked.zone);
  if (manner.silent.some(({ from, to }) => from <= day && day <= to)) return null;
  if (isDaily && chance(seed, "misses", asked.by, asked.cadence, day) < manner.misses) return null;
  const [least, most] = manner.after;
  const minutes = least + chance(seed, "after", asked.by, asked.cadence, day) * (most - least);
  return addMs(asked.at, Math.round(minutes * MINUTE));
}

/** Numbers of the story and those after it, by title and day. */
export function numbersTogether(before: Numbers, after: Numbers): Numbers {
  const titles = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return Object.fromEntries(titles.map((title) => [title, { ...before[title], ...after[title] }]));
}

/**
 * What they say: of the lines for that day that nobody has heard yet the one that is soonest out of date, among equals
 * the one that the seed gives. Null where they have nothing to say.
 */
export function wordsFor(
  { lines, people }: Continuation,
  asked: Asked,
  { facts, used, isDaily }: { facts: ReadonlySet<string>; used: ReadonlySet<number>; isDaily: boolean },
  seed: number,
): Line | null {
  const day = localDateOf(asked.at, asked.zone);

  const holds = ({ if: needed, unless }: Pick<Line, "if" | "unless">) => isSo({ if: needed, unless }, facts);
  const [first] = lines
    .filter(({ by, cadence, from, to }) => by === asked.by && cadence === asked.cadence && from <= day && day <= to)
    .filter((line) => !used.has(line.index) && holds(line))
    .map((line) => ({ line, place: chance(seed, "order", String(line.index)) }))
    .sort((a, b) => compareTimes(a.line.to, b.line.to) || a.place - b.place);
  if (!first) return null;

  const talks = people[asked.by]?.talks ?? 1;
  const mayWait = isDaily && first.line.to > day;
  return mayWait && chance(seed, "talks", asked.by, asked.cadence, day) >= talks ? null : first.line;
}

export function isSo(only: Pick<Line, "if" | "unless">, facts: ReadonlySet<string>): boolean {
  if (only.if !== undefined && !facts.has(only.if)) return false;
  return only.unless === undefined || !facts.has(only.unless);
}

/** From 0 to 1, the same for the same seed and words, whatever was asked before: FNV-1a, mixed once more. */
function chance(seed: number, ...words: string[]): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const char of words.join("\u0000")) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) / 2 ** 32;
}
