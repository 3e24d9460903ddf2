/** By what one person is told how a program stands: where they ask why, and in a flash report, as on their Home. */

import type { Rule } from "../../cadences/recurrence/rule.ts";
import { type Cadence, cadencesOf } from "../../cadences/use-cases.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import { heldOf, type Unsaid } from "../../check-ins/sensitive/rules.ts";
import { goesUpIn } from "../../check-ins/sensitive/use-cases.ts";
import type { ProgramNow, ToldOf } from "../../health/program-facts.ts";
import {
  asLetGo,
  asTakenIn,
  type GivenHealth,
  givenAt,
  inWords,
  isGivenHealth,
  sinceReopened,
  withoutWords,
} from "../../health/rules-given.ts";
import { type AsTold, asToldOf, type ToldIn } from "../../health/rules-history.ts";
import { type Status, standsSince, statusFrom, statusOf } from "../../health/status/rules.ts";
import { askingForHealth } from "../../health/status/use-cases.ts";
import { isRestricted } from "../../people/rules-restricted.ts";
import { may, type Standing } from "../../people/rules-rights.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Clock, Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import { localDateOf } from "../../platform/time.ts";
import { closingsOfProgram } from "../../programs/closings/use-cases.ts";
import type { SeatRole } from "../../programs/table.ts";
import { standingsOf } from "../../programs/use-cases.ts";
import type { ProgramFacts } from "../compile/facts.ts";
import { coloursOver } from "../compile/rules-health.ts";
import { renewalsIn } from "../document.ts";
import { hears, keptBack } from "../holds/rules.ts";
import { digestsAhead } from "../holds/use-cases.ts";
import { previousPeriod } from "../periods/rules.ts";
import { goneUpAt } from "./gone-up.ts";
import { rhythmAbove, tellingOf } from "./rules.ts";
import { eachAsked, rhythmTold, toldAtBefore } from "./told-at.ts";

export interface Told {
  cadences: readonly Cadence[];
  /** Of these, those by which the person is told. */
  telling: readonly Cadence[];
  /** Their seats in the program. */
  roles: readonly SeatRole[];
  /** All of the program is told, whether or not anybody approved it. */
  isLead: boolean;
  /** What of its words they are told of which its author has said nothing; null: those in the team are told all. */
  unsaidOf(given: Pick<GivenHealth, "cadenceId" | "answeredAt" | "recordedAt">): Unsaid | null;
  /** What was written with it is for whoever leads alone. */
  isColourAlone(given: Pick<GivenHealth, "cadenceId">): boolean;
  /** The rhythm of what they are told all the time. */
  toldIn: ToldIn;
  /** That of their shortest digest. */
  shortest: Rule["every"];
  /** Held back from their digests: nothing is told beside them either. */
  isLeftOut: boolean;
  /** They are told every answer, as soon as it is given. */
  isToldAll: boolean;
  /** Of what was given, colours and dates, what they are told now; `toldThen`: or were, in a digest that had it. */
  toldNow: ToldOf;
  toldThen: ToldOf;
  /** Whether they are told what people wrote of it at an instant; `askedAt`: of what was asked before. */
  hears(at: Instant, askedAt?: Instant): boolean;
}

export async function toldTo(
  services: { clock: Pick<Clock, "now"> },
  db: Db | Tx,
  person: Person,
  programId: string,
): Promise<Told> {
  const { id, workspace_id: workspaceId } = person;
  const standings = await standingsOf(db, person, programId, services);
  const roles = standings.filter(isSeat);
  const above = rhythmAbove(roles);
  const cadences = await cadencesOf(db, workspaceId, [programId]);
  const telling = tellingOf(cadences, { id, roles, standings });
  const ahead = (await digestsAhead(services, db, workspaceId, [programId])).get(programId);
  const kept = keptBack(ahead?.keeping ?? [], { id, standings });
  const ids = new Set(telling.map((cadence) => cadence.id));
  const isLead = may(standings, "read-lead-answers");
  const hidden = new Set(isLead ? [] : cadences.filter(isRestricted).map((cadence) => cadence.id));
  const toldThen: ToldOf = (given) =>
    given.flatMap((one) => (ids.has(one.cadenceId) ? (hidden.has(one.cadenceId) ? withoutWords(one) : one) : []));
  const isAbove = !may(standings, "read-team-answers");
  const gone = isAbove ? await goneUpAt(services, db, workspaceId, ahead) : "";
  const written = new Set(cadences.flatMap((one) => (one.disclosure === "executive" ? [one.id] : [])));
  return {
    cadences,
    telling,
    roles,
    isLead,
    unsaidOf: ({ cadenceId, ...word }) =>
      !isAbove ? null : written.has(cadenceId) || givenAt(word) <= gone ? "plain" : "none",
    isColourAlone: ({ cadenceId }) => hidden.has(cadenceId),
    toldIn: above === null ? "week" : "month",
    shortest: above ?? "week",
    isLeftOut: kept.isLeftOut,
    isToldAll: kept.approved.length === 0 && telling.length === cadences.length,
    toldNow: (given) => asLetGo(toldThen(given), kept.approved),
    toldThen,
    hears: (...word) => hears(kept, ...word),
  };
}

/** Of what was given the words that they may read now: a colour is a fact, and stands without those. */
export async function inWordsGoneUp(db: Db, workspaceId: string, { telling, unsaidOf }: Told): Promise<ToldOf> {
  const cadenceIds = telling.map(({ id }) => id);
  const said = Map.groupBy(await goesUpIn(db, workspaceId, cadenceIds), (row) => row.check_in_id);
  return (given) =>
    given.map((one) => {
      if (!isGivenHealth(one)) return one;
      const unsaid = unsaidOf(one);
      const decided = said.get(one.checkInId) ?? [];
      return unsaid === null ? one : inWords(one, (text) => heldOf(text, decided, unsaid));
    });
}

type Weighed = Pick<ProgramNow, "program" | "given" | "heads" | "now" | "recordedUntil">;

/** As Home and *Why this status?* tell it; null where nothing is told. `facts`: by all that was given. */
export function statusTold(
  { isLeftOut, toldNow }: Told,
  { given, heads, now }: Pick<ProgramNow, "given" | "heads" | "now">,
): Status | null {
  return isLeftOut ? null : statusOf(toldNow(given), heads, now);
}

/** By the digests of that rhythm: since when it has its colour and for how many periods, and how it stood in those before. */
export async function statusAsTold(
  db: Db | Tx,
  { id: personId, workspace_id: workspaceId, zone }: Person,
  { status, given: all, heads, now, program, recordedUntil }: Pick<ProgramNow, "status" | keyof Weighed>,
  every: Rule["every"],
): Promise<{ status: Status | null; given: readonly GivenHealth[]; asTold: AsTold | null }> {
  if (!status) return { status, given: all, asTold: null };
  const reader = { workspaceId, personId, zone, working: await workspaceCalendar(db, workspaceId) };
  const { toldAt, editions } = await toldAtBefore(db, reader, every, now);
  const renewals = renewalsIn(editions, recordedUntil).get(program.key);
  const given = all.flatMap((one) => asTakenIn(one, now, renewals));
  const rhythm = rhythmTold(every);
  const toldOn = (at: Instant) => previousPeriod(rhythm, localDateOf(at, zone)).label;
  const told = toldAt.map((at) => ({ period: toldOn(at), at }));
  const from = statusFrom(status, standsSince(given, heads, now, toldAt) ?? status.since);
  const each = rhythm === "weekly" ? "week" : "month";
  const before = asToldOf(given, heads, now, { status: from, every: each, told, over: toldOn(now), zone });
  return { status: from.every === each ? { ...from, periods: before.periods } : from, given, asTold: before };
}

/** When digests told that nothing stood though somebody had been asked, of the periods before. */
export async function silencesTold(
  db: Db | Tx,
  telling: readonly Cadence[],
  { program, now, asTold }: Pick<ProgramNow, "program" | "now"> & { asTold: AsTold | null },
): Promise<ReadonlySet<Instant>> {
  const { workspace_id: workspaceId, id } = program;
  const silent = (asTold?.before ?? []).flatMap(({ at, colour }) => (colour === null ? [at] : []));
  const [until, oldest = until] = [silent[0], silent.at(-1)];
  if (until === undefined || oldest === undefined) return new Set();
  const askingIds = await askingForHealth(db, workspaceId, telling, { withEnded: true });
  const asking = telling.filter((cadence) => askingIds.has(cadence.id));
  const closings = new Map([[id, await closingsOfProgram(db, program)]]);
  const asked: ProgramFacts["asked"] = [];
  const scope = { workspaceId, programIds: [id] };
  await eachAsked(db, scope, asking, { oldest, until, closings }, (_, one) => asked.push(one));
  const colourThen = coloursOver({ asked: [...sinceReopened(asked, now)] }, () => null);
  return new Set(silent.filter((at) => colourThen(at) === "grey"));
}

/** As a flash report tells it: what Home does, for as long as the digests say. */
export async function statusInFlash(
  db: Db | Tx,
  person: Person,
  told: Told,
  facts: Weighed,
): ReturnType<typeof statusAsTold> {
  const theirs = { ...facts, given: told.toldNow(facts.given), status: statusTold(told, facts) };
  return statusAsTold(db, person, theirs, told.shortest);
}

const SEATS: readonly SeatRole[] = ["lead", "deputy", "sponsor", "steering", "team"];

function isSeat(standing: Standing): standing is SeatRole {
  return SEATS.some((seat) => seat === standing);
}
