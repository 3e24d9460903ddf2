/** What `drumbeat sandbox` is asked to show, read from its command line. */
import { parseArgs } from "node:util";
import { isLanguage, LANGUAGES, type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { parsed, UsageError } from "./cli-errors.ts";
import { LARGE_LIMITS } from "./scenarios/generated.ts";

/** The workspace that the sandbox shows. */
export type World =
  | { kind: "story" }
  | { kind: "file"; file: string }
  | { kind: "empty" }
  | { kind: "large"; people: number; programs: number };

export interface PlayOptions {
  world: World;
  /** Of the built-in story, and of what the terminal says. */
  language: Language;
  once: boolean;
  /** Go on for so many months, write everything down, end. */
  months: number | null;
  /** Seed of the people's answers after the story. */
  seed: number;
  database?: string | undefined;
  out?: string | undefined;
  port: number;
  /** No port was named: where it is taken, the next one is. */
  isAnyPort: boolean;
  faults?: number | undefined;
  /** Of the app, whose log stands between the lines of progress. */
  logLevel: string;
}

const MOST_MONTHS = 12;
const MOST_SEED = 2 ** 31;

/** Without `--lang` the language is that of `env`. Throws UsageError with one sentence: what is wrong and what to do. */
export function readPlayOptions(
  args: string[],
  standardPort: number,
  env: Record<string, string | undefined>,
): PlayOptions {
  const { values } = parsed(() =>
    parseArgs({
      args,
      options: {
        scenario: { type: "string" },
        lang: { type: "string" },
        empty: { type: "boolean", default: false },
        people: { type: "string" },
        programs: { type: "string" },
        months: { type: "string" },
        seed: { type: "string", default: "1" },
        once: { type: "boolean", default: false },
        database: { type: "string" },
        out: { type: "string" },
        port: { type: "string" },
        faults: { type: "string" },
      },
    }),
  );
  const months = values.months === undefined ? null : between("--months", values.months, 1, MOST_MONTHS);
  if (months !== null) {
    const other = (["empty", "people", "programs"] as const).find(
      (name) => values[name] !== undefined && values[name] !== false,
    );
    if (other) throw new UsageError(({ monthsOfNothing }) => monthsOfNothing(other));
    if (values.out === undefined) throw new UsageError(({ monthsInto }) => monthsInto);
  }
  return {
    world: worldOf(values),
    language: terminalLanguage(env, values.lang),
    once: values.once,
    months,
    seed: between("--seed", values.seed, 0, MOST_SEED),
    database: values.database,
    out: values.out,
    port: portAsked("--port", values.port ?? String(standardPort)),
    isAnyPort: values.port === undefined,
    faults: values.faults === undefined ? undefined : between("--faults", values.faults, 0, MOST_SEED),
    logLevel: env.LOG_LEVEL ?? "error",
  };
}

function worldOf(values: {
  scenario?: string | undefined;
  empty: boolean;
  people?: string | undefined;
  programs?: string | undefined;
}): World {
  const { scenario, empty, people, programs } = values;
  const asked = [
    ...(scenario === undefined ? [] : ["--scenario"]),
    ...(empty ? ["--empty"] : []),
    ...(people === undefined ? [] : ["--people"]),
  ];
  if (asked.length > 1) throw new UsageError(({ worlds }) => worlds(asked));
  if (programs !== undefined && people === undefined)
    throw new UsageError(({ noPeople }) => noPeople(LARGE_LIMITS.leastPeople * 1000));
  if (scenario !== undefined) return { kind: "file", file: scenario };
  if (empty) return { kind: "empty" };
  if (people === undefined) return { kind: "story" };
  const { leastPeople, mostPeople, mostPrograms } = LARGE_LIMITS;
  const count = between("--people", people, leastPeople, mostPeople);
  const most = Math.min(mostPrograms, count);
  return {
    kind: "large",
    people: count,
    programs: programs === undefined ? Math.max(1, Math.floor(count / 25)) : between("--programs", programs, 1, most),
  };
}

/** The language of the terminal. Throws UsageError. */
export function terminalLanguage(env: Record<string, string | undefined>, lang: string | undefined): Language {
  return operatorsLanguage(env, languageAsked(lang));
}

/** Throws UsageError. */
export function portAsked(option: string, text: string): number {
  return between(option, text, 1, 65535);
}

function languageAsked(lang: string | undefined): Language | undefined {
  if (lang === undefined || isLanguage(lang)) return lang;
  throw new UsageError(({ noLanguage }) => noLanguage(lang, LANGUAGES));
}

function between(option: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new UsageError((texts) => texts.between(option, text, least, most));
  return value;
}
