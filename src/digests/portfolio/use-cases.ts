/** The portfolio of whoever reads digests, now or as of a day before: facts of then, by the rights of now. */
import { fiscalYearsIn } from "../../cadences/recurrence/years/use-cases.ts";
import { workspaceCalendar } from "../../calendars/use-cases.ts";
import type { Person } from "../../people/use-cases.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db } from "../../platform/database.ts";
import { letOthersRun } from "../../platform/loop.ts";
import type { Services } from "../../platform/services.ts";
import { addLocalDays, addMs, earliest, instantOf, type LocalDate, localDateOf } from "../../platform/time.ts";
import { type KnownProgram, listProgramsFor } from "../../programs/use-cases.ts";
import { bodyOf as bodyOfRoles } from "../../register/asks/rules.ts";
import type { DigestFacts } from "../compile/facts.ts";
import { gatherFacts } from "../compile/gather.ts";
import { summariseFor } from "../compile/rules.ts";
import { keptBack } from "../holds/rules.ts";
import { digestsAhead } from "../holds/use-cases.ts";
import { nextSending } from "../periods/rules.ts";
import { listSeatsIn } from "../readers/repository.ts";
import type { Rhythm } from "../table.ts";
import { findFirstAnswer } from "./repository.ts";
import { type Portfolio, portfolioOf, type Standing } from "./rules.ts";
import { standingOf } from "./rules-standing.ts";

/** A program is told as the first of these digests that its reader gets of it. */
const IN_TURN: readonly Rhythm[] = ["monthly", "quarterly", "weekly", "annual"];

export interface PortfolioThen {
  on: LocalDate;
  /** As things stand in this moment, and not at the end of `on`. */
  isNow: boolean;
  /** With which day it is compared, where that is one. */
  comparedWith: LocalDate | null;
  portfolio: Portfolio;
  /** Not told: held back by their leads. */
  heldBack: string[];
  /** Told as they were approved last, or where nothing was, not at all. */
  approved: string[];
}

/** Why there is none: nobody digests are told to, a day to come, one before the first answer that is kept (null: there is none). */
export type NoPortfolio =
  | { is: "no-program" }
  | { is: "to-come" }
  | { is: "before"; first: LocalDate | null; areOlderRemoved: boolean };

type Reading = Pick<Services, "db" | "clock" | "events">;

/** `day` null: now. */
export async function portfolioAsOf(
  services: Reading,
  person: Person,
  day: LocalDate | null,
): Promise<PortfolioThen | NoPortfolio> {
  const { db, clock } = services;
  const { workspace_id: workspaceId, zone } = person;
  const now = clock.now();
  const today = localDateOf(now, zone);
  const on = day ?? today;
  if (on > today) return { is: "to-come" };
  const known = (await listProgramsFor(db, person, services)).filter(({ standings }) =>
    standings.some((standing) => standing !== "admin"),
  );
  const ids = known.map(({ program }) => program.id);
  const { first: firstAnswer, areOlderRemoved } = await findFirstAnswer(db, workspaceId, ids);
  const first = firstAnswer && localDateOf(firstAnswer, zone);
  if (known.length > 0 && on < today && (first === null || on < first)) return { is: "before", first, areOlderRemoved };
  const at = on === today ? now : addMs(instantOf(addLocalDays(on, 1), "00:00", zone), -1);
  const parts = await partsOf(services, person, { known, at });
  const told = await tellingOf(services, person, parts, { on, now });
  if (told.facts.length === 0 && parts.heldBack.length === 0 && parts.approved.length === 0)
    return { is: "no-program" };
  const standings = (await standingsIn(db, workspaceId, told.facts)).flatMap(({ cutOffAt, ...standing }) =>
    cutOffAt < at ? asApproved(standing) : [standing],
  );
  const compared = new Set(told.facts.map(({ earlierCutOffs: [last] }) => last && localDateOf(last, zone)));
  const [comparedWith = null] = compared;
  return {
    on,
    isNow: on === today,
    comparedWith: compared.size === 1 ? comparedWith : null,
    portfolio: portfolioOf(standings),
    heldBack: parts.heldBack,
    approved: parts.approved,
  };
}

/** By the instant at which they are told, the latest first. */
interface Parts {
  programs: Map<Instant, KnownProgram["program"][]>;
  heldBack: string[];
  approved: string[];
}

/** What a lead keeps back, or nobody has approved yet, is not told beside digests either. */
async function partsOf(
  services: Reading,
  person: Person,
  { known, at }: { known: readonly KnownProgram[]; at: Instant },
): Promise<Parts> {
  const ids = known.map(({ program }) => program.id);
  const ahead = await digestsAhead(services, services.db, person.workspace_id, ids);
  const parts: Parts = { programs: new Map(), heldBack: [], approved: [] };
  for (const { program, standings } of known) {
    const kept = keptBack(ahead.get(program.id)?.keeping ?? [], { id: person.id, standings });
    const until = earliest(at, ...kept.approved.map((one) => one.until)) ?? at;
    if (kept.isLeftOut) {
      parts.heldBack.push(program.title);
      continue;
    }
    if (until < at) parts.approved.push(program.title);
    parts.programs.set(until, [...(parts.programs.get(until) ?? []), program]);
  }
  return parts;
}

/** Each program in the facts of one digest. */
async function tellingOf(
  { db }: Reading,
  person: Person,
  { programs: byInstant }: Parts,
  { on, now }: { on: LocalDate; now: Instant },
): Promise<{ facts: DigestFacts[] }> {
  const { workspace_id: workspaceId, id: personId, zone } = person;
  const working = await workspaceCalendar(db, workspaceId);
  const years = await fiscalYearsIn(db, workspaceId);
  const facts: DigestFacts[] = [];
  for (const [at, programs] of byInstant) {
    const left = new Map(programs.map(({ id, key, title }) => [id, { key, title }]));
    const day = earliestDay(on, localDateOf(at, zone));
    const start = instantOf(day, "00:00", zone);
    for (const rhythm of IN_TURN) {
      if (left.size === 0) break;
      const sendAt = nextSending(rhythm, zone, addMs(start, -1), years.startOf([...left.keys()]), working);
      const told = await gatherFacts(db, { workspaceId, personId, rhythm }, at, {
        coming: { sendAt, to: "lead" },
        unsaid: "none",
        sent: { programs: [...left.values()], recordedUntil: at, replaced: [] },
        back: { now, comparedBefore: start },
      });
      if (!told) continue;
      for (const { id } of told.programs) left.delete(id);
      if (told.programs.length > 0) facts.push(told);
    }
  }
  return { facts };
}

function earliestDay(one: LocalDate, other: LocalDate): LocalDate {
  return one < other ? one : other;
}

/** What was approved last says nothing of whether anybody has answered since. */
function asApproved(standing: Standing): Standing[] {
  return standing.to === "grey" || standing.to === "none" ? [] : [{ ...standing, silence: null }];
}

async function standingsIn(
  db: Db,
  workspaceId: string,
  facts: readonly DigestFacts[],
): Promise<(Standing & Pick<DigestFacts, "cutOffAt">)[]> {
  const ids = facts.flatMap(({ programs }) => programs.map(({ id }) => id));
  const seats = Map.groupBy(
    await listSeatsIn(db, workspaceId, ids),
    ({ program_id, person_id }) => `${program_id} ${person_id}`,
  );
  const bodyOf = (programId: string, personId: string) =>
    bodyOfRoles((seats.get(`${programId} ${personId}`) ?? []).map(({ role }) => role));
  const standings: (Standing & Pick<DigestFacts, "cutOffAt">)[] = [];
  for (const head of facts) {
    const summarise = summariseFor(head);
    for (const program of head.programs) {
      await letOthersRun();
      standings.push({ ...standingOf(head, summarise(program), bodyOf), cutOffAt: head.cutOffAt });
    }
  }
  return standings;
}
