/**
 * Three months of a portfolio made by chance from a seed: colours, dates that move or are reached, requests that are
 * completed, decided or left, silence, answers revised after the digest, programs that stop. The facts are plain data; the
 * product is driven with them through its own use cases. `DRUMBEAT_PORTFOLIO_OUT` names a folder for what it then says
 * (test/digests/portfolio.long.test.ts).
 */

import { evaluateDuePrograms } from "../../src/alerts/evaluate.ts";
import type { Answers } from "../../src/cadences/questions/questions.ts";
import { templateById } from "../../src/cadences/templates.ts";
import { submitCheckIn } from "../../src/check-ins/use-cases.ts";
import { largeWorkspace } from "../../src/demo/scenarios/generated.ts";
import { compileDueDigests, refreshSubscriptions } from "../../src/digests/use-cases.ts";
import { personById } from "../../src/people/use-cases.ts";
import type { Instant } from "../../src/platform/clock.ts";
import type { Db } from "../../src/platform/database.ts";
import { addLocalDays, addMs, type LocalDate, MINUTE } from "../../src/platform/time.ts";
import { inTransaction } from "../../src/platform/transaction.ts";
import { closeProgram } from "../../src/programs/use-cases-changes.ts";
import { completeAsk, decideAsk } from "../../src/register/asks/use-cases.ts";
import { itemsOfPrograms } from "../../src/register/use-cases-reading.ts";
import { type Chance, chanceFrom } from "../faults/driver/chance.ts";
import { SAYINGS } from "./portfolio-words.ts";
import { aRecord, MONTHLY, type RecordedPerson } from "./record.ts";
import { servicesAt } from "./still-clock.ts";

export type Colour = "green" | "amber" | "red";
type Language = "en" | "fr";

/** Last working days, when everybody is asked; the digests of their months; and when what speaks against a colour is asked. */
export const MONTHS = [
  { key: "2026-09-30", digestAt: "2026-10-05T09:00:00.000Z", lookAt: "2026-10-02T09:00:00.000Z" },
  { key: "2026-10-30", digestAt: "2026-11-04T09:00:00.000Z", lookAt: "2026-11-03T09:00:00.000Z" },
  { key: "2026-11-30", digestAt: "2026-12-03T09:00:00.000Z", lookAt: "2026-12-02T09:00:00.000Z" },
] as const;
/** Who reads it all: of every other program the first decides what is asked, of the rest the second. */
export const SPONSORS = [
  { handle: "harriet", name: "Harriet Cole", locale: "en-GB" },
  { handle: "lucie", name: "Lucie Perrin", locale: "fr-FR" },
] as const;

export interface Asked {
  question: string;
  neededBy: LocalDate;
  completedAt: Instant | null;
  decidedAt: Instant | null;
}

export interface Said {
  at: Instant;
  colour: Colour;
  line: string;
  progress: string;
  target: LocalDate;
  asked: Asked | null;
  /** Said instead after the digest. */
  revised: { at: Instant; colour: Colour; progress: string } | null;
}

export interface PortfolioProgram {
  key: string;
  title: string;
  language: Language;
  /** Place in SPONSORS of who decides. */
  decider: 0 | 1;
  closedAt: Instant | null;
  /** One for each of MONTHS; null: no answer came. */
  months: (Said | null)[];
}

/** The same for the same seed. */
export function aPortfolio({ programs, seed }: { programs: number; seed: number }): PortfolioProgram[] {
  const chance = chanceFrom(seed);
  const { programs: named } = largeWorkspace({ people: 60, programs });
  return named.map(({ key, title }, index) => ({
    key,
    title,
    decider: index % 2 === 0 ? 0 : 1,
    ...historyOf(chance, chance.pick(["en", "fr"])),
  }));
}

function historyOf(chance: Chance, language: Language) {
  const happens = (percent: number) => chance.whole(0, 100) < percent;
  const stop = happens(4) ? chance.whole(1, MONTHS.length) : null;
  const closedAt =
    stop === null ? null : `${addLocalDays(MONTHS[stop]?.key ?? "", -chance.whole(3, 15))}T10:00:00.000Z`;
  let colour: Colour = chance.pick(["green", "green", "green", "amber", "red"]);
  let target = addLocalDays(MONTHS[0].key, chance.whole(10, 150));
  let isSilent = false;
  const months = MONTHS.map(({ key, digestAt }, place): Said | null => {
    const at = addMs(`${key}T09:30:00.000Z`, chance.whole(0, 26 * 60) * MINUTE);
    if (place > 0 && happens(35)) colour = chance.pick(["green", "green", "amber", "amber", "red"]);
    const before = target;
    const isReached = place > 0 && target <= key && happens(60);
    if (isReached || (place > 0 && (target <= key || happens(12)))) target = later(target, key, chance);
    isSilent = happens(isSilent ? 55 : 10);
    if (isSilent || (closedAt !== null && closedAt < at)) {
      target = before;
      return null;
    }
    const words = SAYINGS[language];
    const say = (texts: readonly string[]) =>
      chance
        .pick(texts)
        .replace(/\{(\w+)\}/g, (_, slot) => (slot === "n" ? `${chance.whole(2, 90)}` : chance.pick(words.things)));
    const neededBy = addLocalDays(key, chance.whole(4, 30));
    const completedAt = happens(60) ? addMs(at, 40 * MINUTE) : null;
    const isDecided = completedAt !== null && happens(50);
    return {
      at,
      colour,
      line: say(words.lines[colour]),
      progress: isReached ? say(words.reached) : say(words.progress),
      target,
      asked: happens(9)
        ? {
            // Each month in other words: the same words again are the same request.
            question: say(words.asks.slice(place, place + 1)),
            neededBy,
            completedAt,
            decidedAt: isDecided ? addMs(at, chance.whole(1, 40) * 24 * 60 * MINUTE) : null,
          }
        : null,
      revised: happens(5)
        ? {
            at: addMs(digestAt, chance.whole(1, 90) * 60 * MINUTE),
            colour: chance.pick(["green", "amber", "red"]),
            progress: say(words.progress),
          }
        : null,
    };
  });
  return { language, closedAt, months };
}

function later(target: LocalDate, than: LocalDate, chance: Chance): LocalDate {
  return addLocalDays(target > than ? target : than, chance.whole(7, 60));
}

const TEMPLATE = templateById("monthly-executive");

/** Plays it; the digests are then those of both sponsors for each month. */
export async function playPortfolio(db: Db, portfolio: readonly PortfolioProgram[]) {
  const record = await aRecord(db, { seatedAt: "2026-09-01T08:00:00.000Z" });
  const { workspaceId } = record;
  const services = servicesAt(db, "2026-09-01T08:00:00.000Z");
  const sponsors: RecordedPerson[] = [];
  for (const { handle, ...rest } of SPONSORS) sponsors.push(await record.person(handle, rest));
  const leads: RecordedPerson[] = [];
  for (const { handle, name, locale } of largeWorkspace({ people: 40, programs: 1 }).people)
    leads.push(await record.person(handle, { name, locale }));
  const lookAtAll = async () => {
    // Fifty at a time.
    for (let left = portfolio.length; left > 0; left -= 50) await evaluateDuePrograms(services);
  };
  const happening: { at: Instant; does: () => Promise<unknown> }[] = MONTHS.flatMap(({ digestAt, lookAt }) => [
    { at: lookAt, does: lookAtAll },
    { at: digestAt, does: () => compileDueDigests(services) },
  ]);
  const actor = ({ id }: RecordedPerson) => personById(db, workspaceId, id);
  for (const [index, program] of portfolio.entries()) {
    const lead = leads[index % leads.length] ?? missing();
    const decider = sponsors[program.decider] ?? missing();
    const seats = { lead: [lead], sponsor: [decider, ...sponsors.filter((one) => one !== decider)] };
    const { id } = await record.program(program.key, { title: program.title, seats, isFlagship: index % 25 === 0 });
    const { questions, readers } = TEMPLATE;
    const cadence = await record.cadence({ id, key: program.key }, { rule: MONTHLY, questions, readers });
    for (const [place, { key }] of MONTHS.entries()) {
      if (program.closedAt !== null && program.closedAt < `${key}T09:00:00.000Z`) continue;
      const round = await record.round(cadence, key, [lead]);
      const said = program.months[place];
      if (!said) continue;
      const submit = async (answers: Answers) => {
        const prompt = await db
          .selectFrom("prompt")
          .select("id")
          .where("workspace_id", "=", workspaceId)
          .where("round_id", "=", round.id)
          .executeTakeFirstOrThrow();
        const outcome = await submitCheckIn(services, await actor(lead), prompt.id, { answers });
        if ("errors" in outcome) throw new Error(JSON.stringify(outcome.errors));
      };
      happening.push({ at: said.at, does: () => submit(answersOf(program, said)) });
      const { asked, revised } = said;
      if (revised) happening.push({ at: revised.at, does: () => submit(answersOf(program, { ...said, ...revised })) });
      const askOf = async () =>
        (await itemsOfPrograms(db, workspaceId, [id])).findLast(
          ({ type, title }) => type === "ask" && asked?.question === title,
        )?.id ?? missing();
      const { completedAt = null, decidedAt = null } = asked ?? {};
      const { yes, no } = SAYINGS[program.language].options;
      if (asked && completedAt !== null)
        happening.push({
          at: completedAt,
          does: async () =>
            completeAsk(services, await actor(lead), await askOf(), {
              title: asked.question,
              kind: "decision",
              decider: await actor(decider),
              options: [yes, no].map((label, option) => ({
                label,
                effect: SAYINGS[program.language].effect,
                doesNothing: option === 1,
              })),
              recommended: 0,
              why: "",
              neededBy: asked.neededBy,
              costOfWaiting: SAYINGS[program.language].cost,
              evidence: "",
            }),
        });
      if (decidedAt !== null && (program.closedAt === null || decidedAt < program.closedAt))
        happening.push({
          at: decidedAt,
          does: async () => decideAsk(services, await actor(decider), await askOf(), { option: 0, label: yes }),
        });
    }
    const { closedAt } = program;
    if (closedAt !== null)
      happening.push({ at: closedAt, does: async () => closeProgram(services, await actor(lead), id) });
  }
  await inTransaction(db, (tx) => refreshSubscriptions(tx, services, workspaceId));
  for (const { at, does } of happening.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))) {
    services.clock.at = at;
    await does();
  }
  return { workspaceId, services };
}

function answersOf({ language }: PortfolioProgram, { colour, line, progress, target, asked }: Said): Answers {
  const reason = SAYINGS[language].reasons[colour];
  return {
    "bottom-line": line,
    health: colour === "green" ? { colour } : { colour, reason },
    progress,
    milestone: target,
    ...(asked && { ask: asked.question, "needed-by": asked.neededBy }),
  };
}

function missing(): never {
  throw new Error("It is missing");
}
