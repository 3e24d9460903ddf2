/** `drumbeat cadence …`: previews a rule. */
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isRegion, regionHolidays } from "../calendars/calendars.ts";
import { MONDAY_TO_FRIDAY } from "../calendars/day-arithmetic.ts";
import type { Instant } from "../platform/clock.ts";
import {
  firstProblem,
  mustBe,
  type Problem,
  parseInLanguage,
  problem,
  schemaError,
  strictObject,
  wholeNumber,
} from "../platform/texts/input-problems.ts";
import { type Language, operatorsLanguage } from "../platform/texts/language.ts";
import { isZone, toInstant } from "../platform/time.ts";
import { withCalendar } from "./recurrence/occurrence-days.ts";
import { nextOpenings } from "./recurrence/occurrences.ts";
import { hasDates, type WrittenRule, writtenRuleSchema } from "./recurrence/rule.ts";

const en = {
  usage: `Usage: drumbeat cadence preview --rule JSON [--zone ZONE] --after INSTANT --count N
       drumbeat cadence preview --stdin   (one JSON object a line: rule, zone, after, count)`,
  calendarByName: "is a calendar of a workspace: give a region such as FR, or an array of dates",
  noRegion: "is not a known region, such as FR, FR-67 or GB-SCT",
};

const fr: typeof en = {
  usage: `Usage\u00a0: drumbeat cadence preview --rule JSON [--zone FUSEAU] --after INSTANT --count N
        drumbeat cadence preview --stdin   (un objet JSON par ligne\u00a0: rule, zone, after, count)`,
  calendarByName: "est le calendrier d’un espace de travail\u00a0: donnez une région comme FR, ou une liste de dates",
  noRegion: "n’est pas une région connue, comme FR, FR-67 ou GB-SCT",
};

const cadenceCommandTexts: Record<Language, typeof en> = { en, fr };

const MOST_OPENINGS = 100_000;
const LINES_PER_WRITE = 500;
const AN_INSTANT = { en: "an instant such as 2026-03-28T08:00:00Z", fr: "un instant comme 2026-03-28T08:00:00Z" };
const NO_JSON = { en: "is not JSON", fr: "n’est pas du JSON" };

const A_ZONE = { en: "a time zone such as Europe/Paris", fr: "un fuseau horaire comme Europe/Paris" };
const NO_ZONE = { en: "is not a known time zone", fr: "n’est pas un fuseau horaire connu" };
const ZONE_MISSING = {
  en: "is missing: the rule leaves it to the participant",
  fr: "manque\u00a0: la règle s’en remet à chaque participant",
};

const json = z.string(mustBe({ en: "JSON", fr: "du JSON" })).transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: problem(NO_JSON) });
    return z.NEVER;
  }
});
const fromOptions = requestWith(json, z.string(mustBe({ en: "a number", fr: "un nombre" })).transform(Number));
const fromLine = json.pipe(requestWith(z.unknown(), z.unknown()));

/** Returns the exit code. Results go to standard output, usage and errors of a single preview to standard error. */
export async function run(args: string[]): Promise<number> {
  const [command, ...otherArgs] = args;
  const options = command === "preview" ? previewOptions(otherArgs) : null;
  const language = operatorsLanguage(process.env);
  if (options === null) {
    process.stderr.write(`${cadenceCommandTexts[language].usage}\n`);
    return 1;
  }
  return options.stdin === true ? previewLines() : previewOne(options, language);
}

type PreviewOptions = { [Name in "rule" | "zone" | "after" | "count"]?: string } & { stdin?: boolean };

/** Null for arguments that do not match the usage. */
function previewOptions(args: string[]): PreviewOptions | null {
  try {
    const text = { type: "string" } as const;
    const options = { rule: text, zone: text, after: text, count: text, stdin: { type: "boolean" } } as const;
    const { values } = parseArgs({ args, options });
    return values.stdin === true && Object.keys(values).length > 1 ? null : values;
  } catch {
    return null;
  }
}

async function previewOne(options: PreviewOptions, language: Language): Promise<number> {
  const answer = await answerTo(parseInLanguage(language, fromOptions, options), language);
  if ("openings" in answer) {
    process.stdout.write(`${JSON.stringify(answer.openings)}\n`);
    return 0;
  }
  const { path, message } = answer.error;
  process.stderr.write(`drumbeat cadence preview: ${path}: ${message}\n`);
  return 1;
}

/** For programs: always in English. */
async function previewLines(): Promise<number> {
  let exitCode = 0;
  let results: string[] = [];
  const flush = () => {
    process.stdout.write(results.map((result) => `${result}\n`).join(""));
    results = [];
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const answer = await answerTo(fromLine.safeParse(line), "en");
    if ("error" in answer) exitCode = 1;
    results.push(JSON.stringify("openings" in answer ? answer.openings : answer));
    if (results.length === LINES_PER_WRITE) flush();
  }
  flush();
  return exitCode;
}

interface Request {
  rule: WrittenRule;
  zone: string;
  after: Instant;
  count: number;
}

/** Without a workspace, a calendar is dates or a region. */
async function answerTo(
  read: z.ZodSafeParseResult<Request>,
  language: Language,
): Promise<{ openings: Instant[] } | { error: Problem }> {
  if (!read.success) return { error: firstProblem(read.error) };
  const { rule } = read.data;
  if (hasDates(rule)) return { openings: nextOpenings(rule, read.data) };
  const texts = cadenceCommandTexts[language];
  const name = String(rule.calendar);
  const refusal = (message: string) => ({ error: { path: "rule.calendar", message } });
  if (!isRegion(name)) return refusal(texts.calendarByName);
  const holidays = await regionHolidays(name);
  if (!holidays) return refusal(texts.noRegion);
  return { openings: nextOpenings(withCalendar(rule, { ...MONDAY_TO_FRIDAY, holidays }), read.data) };
}

/** Schema of a preview request. Options give rule and count as text, a line as JSON values. */
function requestWith(rule: z.ZodType<unknown>, count: z.ZodType<unknown>) {
  return strictObject({
    rule: rule.pipe(writtenRuleSchema),
    zone: z.string(mustBe(A_ZONE)).refine(isZone, schemaError(NO_ZONE)).nullish(),
    after: z.string(mustBe(AN_INSTANT)).transform((text, context) => {
      const after = instantFrom(text);
      if (after === null) context.addIssue({ code: "custom", message: mustBe(AN_INSTANT).error({ input: text }) });
      return after ?? z.NEVER;
    }),
    count: count.pipe(wholeNumber(1, MOST_OPENINGS)),
  }).transform((request, context) => {
    const zone = request.rule.zone === "participant" ? request.zone : request.rule.zone;
    if (typeof zone === "string") return { ...request, zone };
    context.addIssue({ code: "custom", path: ["zone"], message: problem(ZONE_MISSING) });
    return z.NEVER;
  });
}

function instantFrom(text: string): Instant | null {
  try {
    const instant = toInstant(Temporal.Instant.from(text));
    // Longer years would break text order.
    return instant.length === "YYYY-MM-DDTHH:MM:SS.sssZ".length ? instant : null;
  } catch {
    return null;
  }
}
