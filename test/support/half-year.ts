/**
 * Half a year of check-ins for whoever has no real ones: shaped as those of an open-source project in 2025 (how many
 * people, programs, answers a month and a program, how long and in which markup, how often empty), with invented
 * contents. The real ones are no part of the project: `DRUMBEAT_REAL_INPUT` names their folder where they are.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { MOST_LINE_LETTERS } from "../../src/cadences/questions/field-lines.ts";
import { largeWorkspace } from "../../src/demo/scenarios/generated.ts";
import type { Instant } from "../../src/platform/clock.ts";
import { addLocalDays, DAY, msBetween } from "../../src/platform/time.ts";
import { type Chance, chanceFrom } from "../faults/driver/chance.ts";
import { AIMS, ASKS, BLOCKS, CODED, EMPTY, LINKED, MENTIONING, OPENINGS, PLAIN, SLOTS } from "./half-year-words.ts";

export interface HalfYear {
  name: string;
  /** A scenario as it stands in a file, to be read by `parseScenario`. */
  json: unknown;
}

/** The real one, or null where `DRUMBEAT_REAL_INPUT` names no folder that has it. */
export function realHalfYear(): HalfYear | null {
  const file = join(process.env.DRUMBEAT_REAL_INPUT ?? "", "h1-form.scenario.json");
  if (!process.env.DRUMBEAT_REAL_INPUT || !existsSync(file)) return null;
  return { name: "the real half-year", json: withActions(JSON.parse(readFileSync(file, "utf8"))) };
}

const noted = z.looseObject({
  events: z.array(
    z.looseObject({
      at: z.string(),
      answers: z
        .looseObject({
          next: z.string().optional(),
          health: z.looseObject({ colour: z.string(), pathToGreen: z.unknown().optional() }).optional(),
        })
        .optional(),
    }),
  ),
});

/** At risk and off track ask what is being done and by when, which the notes do not have: their first next step, four weeks on. */
function withActions(json: unknown): unknown {
  const scenario = noted.parse(json);
  for (const { at, answers } of scenario.events) {
    const { health, next = "To be planned" } = answers ?? {};
    if (!health || health.colour === "green" || health.pathToGreen !== undefined) continue;
    const action = (next.split("\n")[0] ?? "").slice(0, MOST_LINE_LETTERS);
    health.pathToGreen = { action, by: addLocalDays(at.slice(0, 10), 28) };
  }
  return scenario;
}

/** How many answers came in each month of 2025; that of August comes after the last digest. */
const ANSWERS_IN = { "01": 5, "02": 33, "03": 33, "04": 18, "05": 30, "06": 14, "07": 39, "08": 1 };
/** How many each program gave. */
const ANSWERS_OF = Array.from("9877666666555555555544444443333322222111", Number);
/** How many characters an answer has: the shortest, the longest of a tenth of all, of two tenths … */
const LENGTHS = [10, 144, 217, 284, 366, 510, 679, 983, 1411, 2163, 6449];
/** From here on a text has blocks, such as tables and code. */
const LONG = 900;
/** What one input of Slack holds, with room to spare. */
const MOST_IN_FIELD = 2900;
const ASKS_IN_ALL = 12;

const QUESTIONS = [
  { key: "progress", type: "long-text", label: "HomeChanges", required: true, feeds: "progress" },
  { key: "details", type: "long-text", label: "More news", required: false },
  { key: "more", type: "long-text", label: "Still more news", required: false },
  { key: "done", type: "number", label: "Steps done", required: false, feeds: "metric" },
  { key: "total", type: "number", label: "Steps in all", required: false, feeds: "metric" },
  { key: "ask", type: "long-text", label: "Help we need", required: false, feeds: "ask" },
];

/** 173 answers of 38 people about 40 programs, and one sponsor who reads them all; the same each time. */
export function generatedHalfYear(): HalfYear {
  const chance = chanceFrom(2025);
  const people = largeWorkspace({ people: 40, programs: 1 }).people.map(({ handle, name, tz, locale }) => ({
    handle,
    name,
    tz,
    locale,
  }));
  const [sponsor = "", committee = "", ...writers] = people.map(({ handle }) => handle);
  const write = writerOf(chance, writers);
  const programs = ANSWERS_OF.map((_, index) => {
    const title = write.filled(AIMS[index % AIMS.length] ?? "");
    const size = index < 4 ? 3 : index < 10 ? 2 : 1;
    const team = Array.from({ length: size }, (_, place) => writers[(index + 11 * place) % writers.length] ?? "");
    return { key: `work-${index + 1}`, title, team, lead: team[0] ?? "", flagship: index % 10 < 3 };
  });
  return {
    name: "a generated half-year",
    json: {
      name: "Half a year on a coast",
      source: "Invented, by test/support/half-year.ts",
      locale: "en",
      start: "2024-12-30T00:00:00Z",
      end: "2025-08-11T00:00:00Z",
      people,
      programs: programs.map((program) => ({
        ...program,
        purpose: program.title,
        sponsors: [sponsor],
        steering: [committee],
      })),
      cadences: programs.map(({ key }) => ({
        key: `${key}-weekly`,
        program: key,
        rule: { every: "week", on: ["fr"], at: "09:00", zone: "participant" },
        audience: ["team"],
        readers: ["sponsors"],
        questions: QUESTIONS,
      })),
      events: answersOf(programs, chance, write),
    },
  };
}

interface Answered {
  at: Instant;
  by: string;
  do: "answer";
  cadence: string;
  answers: Record<string, string | number>;
}

function answersOf(programs: readonly { key: string; team: readonly string[] }[], chance: Chance, write: Writer) {
  const free = shuffled(instants(chance), chance);
  const count = free.length;
  const lengths = shuffled(
    free.map((_, index) => lengthAt(index / (count - 1))),
    chance,
  );
  const events = programs.flatMap(({ key, team }, index): Answered[] => {
    const total = chance.whole(4, 38);
    const isCounted = chance.whole(0, 4) > 0;
    return takeApart(free, ANSWERS_OF[index] ?? 0).map((at, place) => {
      const answers: Answered["answers"] = inFields(write.text(lengths.pop() ?? 0));
      if (isCounted) Object.assign(answers, { done: Math.floor((total * place) / 10), total });
      // The lead writes half of the time, and whenever nobody else is there.
      const by = team[chance.whole(0, 2) * chance.whole(0, team.length)] ?? "";
      return { at, by, do: "answer", cadence: `${key}-weekly`, answers };
    });
  });
  events.sort((one, other) => (one.at < other.at ? -1 : 1));
  for (let asked = 0; asked < ASKS_IN_ALL; asked += 1) {
    const answers = events[6 + asked * 13]?.answers;
    if (answers) answers.ask = write.filled(ASKS[asked % ASKS.length] ?? "");
  }
  return events;
}

/** In their months, by day, between 8 and 17 UTC. */
function instants(chance: Chance): Instant[] {
  return Object.entries(ANSWERS_IN).flatMap(([month, count]) =>
    Array.from({ length: count }, () => {
      // The first round opens on the third of January, the last digest goes on the fifth of August.
      const day = month === "01" || month === "08" ? chance.whole(6, 10) : chance.whole(1, 29);
      const clock = [day, chance.whole(8, 17), chance.whole(0, 60)].map((part) => String(part).padStart(2, "0"));
      return `2025-${month}-${clock[0]}T${clock[1]}:${clock[2]}:00Z`;
    }),
  );
}

/** Takes out of `free`, and sorts, so many that no two are in the same weekly round. */
function takeApart(free: Instant[], count: number): Instant[] {
  const taken: Instant[] = [];
  for (let place = free.length - 1; place >= 0 && taken.length < count; place -= 1) {
    const at = free[place] ?? "";
    if (taken.every((other) => Math.abs(msBetween(at, other)) > 8 * DAY)) taken.push(...free.splice(place, 1));
  }
  if (taken.length < count) throw new Error("Too many answers are left within a few days: take another seed.");
  return taken.sort();
}

function lengthAt(share: number): number {
  const place = Math.min(Math.floor(share * 10), 9);
  const [low = 0, high = 0] = LENGTHS.slice(place, place + 2);
  return Math.round(low * (high / low) ** (share * 10 - place));
}

/** A text that one input does not hold goes on in the next, from a new line on. */
function inFields(text: string): Record<string, string> {
  const fields: Record<string, string> = {};
  let rest = text;
  for (const key of ["progress", "details", "more"]) {
    if (rest === "") break;
    const end = rest.length <= MOST_IN_FIELD ? rest.length : rest.lastIndexOf("\n", MOST_IN_FIELD);
    fields[key] = rest.slice(0, end).trimEnd();
    rest = rest.slice(end).trimStart();
  }
  return fields;
}

type Writer = ReturnType<typeof writerOf>;

function writerOf(chance: Chance, people: readonly string[]) {
  let [blocks, empties] = [0, 0];
  const number = () => String(chance.whole(2, 90));
  const slots: Record<string, () => string> = {
    thing: () => chance.pick(SLOTS.thing),
    place: () => chance.pick(SLOTS.place),
    crew: () => chance.pick(SLOTS.crew),
    week: () => chance.pick(SLOTS.week),
    word: () => chance.pick(SLOTS.word),
    who: () => chance.pick(people),
    other: () => chance.pick(people),
    n: number,
    m: () => String(chance.whole(100, 9000)),
    code: () => `${chance.pick(SLOTS.word)}_${chance.pick(SLOTS.word)} --from ${number()}`,
    url: () => `https://coast.example/${chance.pick(SLOTS.word)}/${chance.whole(100, 9000)}`,
  };
  const filled = (template: string) =>
    template.replace(/\{(\w+)\}/g, (whole, slot: string) => slots[slot]?.() ?? whole);

  function text(length: number): string {
    if (length < 40) return EMPTY[empties++ % EMPTY.length] ?? "";
    const happens = (percent: number) => chance.whole(0, 100) < percent;
    const kinds = [happens(75) && LINKED, happens(60) && CODED, happens(65) && MENTIONING, PLAIN, PLAIN];
    const pools = kinds.filter((pool) => pool !== false);
    const sentence = () => filled(chance.pick(chance.pick(pools)));
    let written = happens(25) ? filled(chance.pick(OPENINGS)) : "";
    const isListed = happens(50);
    while (written.length < length * 0.9) {
      const left = length - written.length;
      if (length > LONG && happens(12)) written += `${filled(BLOCKS[blocks++ % BLOCKS.length] ?? "")}\n\n`;
      else if (isListed && left > 200 && happens(70))
        written += `${Array.from({ length: chance.whole(2, 6) }, () => `- ${sentence()}`).join("\n")}\n\n`;
      else {
        const end = written.length + Math.min(left * 0.9, chance.whole(100, 500));
        const paragraph = [sentence()];
        while (written.length + paragraph.join(" ").length < end) paragraph.push(sentence());
        written += `${paragraph.join(" ")}\n\n`;
      }
    }
    return written.trimEnd();
  }
  return { filled, text };
}

function shuffled<Value>(values: readonly Value[], chance: Chance): Value[] {
  return values
    .map((value) => ({ value, place: chance.between(0, 1) }))
    .sort((one, other) => one.place - other.place)
    .map(({ value }) => value);
}
