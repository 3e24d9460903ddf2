/** Who decides a request unless somebody is chosen: the level above whoever asks, and as high as what it asks for needs. */
import { absencesOn } from "../../people/absences.ts";
import type { ActorContext } from "../../people/actors.ts";
import { getPerson, type Person, readerOf } from "../../people/people.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { LookupContext } from "../../platform/events.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { ladderSeats } from "../../programs/committee.ts";
import { type AskedFor, amountAndDays, decisionLimitsOf, isWithin } from "../../programs/decision-limits.ts";
import type { Program } from "../../programs/programs.ts";
import { requestFailure } from "../failures.ts";
import type { TypedDetails } from "../item-types.ts";
import type { Disclosure } from "../table.ts";
import { firstDecider } from "./ladder.ts";
import { levelFor, limitExceeded } from "./limits.ts";
import { standInFor } from "./next-owner.ts";
import { requestTexts } from "./texts.ts";

interface Asked {
  requesterId: string;
  disclosure: Disclosure;
  /** Left out: it names no amount and no days. */
  asked?: AskedFor;
}

/** Of leads whoever leads that day. Null: nobody else is there. */
export async function deciderOf(
  { clock }: Pick<LookupContext, "clock">,
  db: Db | Tx,
  program: Program,
  { requesterId, disclosure, asked = {} }: Asked,
): Promise<string | null> {
  const { workspace_id: workspaceId } = program;
  const seats = await ladderSeats(db, program, clock.now());
  const least = levelFor(decisionLimitsOf(program), asked);
  const first = firstDecider(seats, { requesterId, disclosure }, least);
  if (first?.level !== "lead") return first?.personId ?? null;
  const { id: personId, zone } = await getPerson(db, workspaceId, first.personId);
  const today = localDateOf(clock.now(), zone);
  if (!(await absencesOn(db, workspaceId, [personId], today)).has(personId)) return personId;
  const request = {
    workspace_id: workspaceId,
    type: "request" as const,
    raised_by: requesterId,
    disclosure,
    details: {},
  };
  return (await standInFor(db, request, { seats, events: [] }, { personId, today })) ?? personId;
}

/** Throws NOBODY_DECIDES. */
export async function usualDecider(
  services: Pick<LookupContext, "clock">,
  db: Db | Tx,
  program: Program,
  asked: Asked,
): Promise<string> {
  const id = await deciderOf(services, db, program, asked);
  if (id === null) throw requestFailure("NOBODY_DECIDES", { program: program.title });
  return id;
}

/** An amount keeps the currency in which it was asked for. */
export function withCurrency({ limit_currency: currency }: Program, typed: TypedDetails): TypedDetails {
  if (typed.type !== "request" || typed.details.amount === undefined || currency === null) return typed;
  if (typed.details.currency !== undefined) return typed;
  return { ...typed, details: { ...typed.details, currency } };
}

/**
 * What whoever asks is to read before a request goes to somebody who decides less, or to somebody else than usual. `chosen`: null
 * leaves it to the rule. Null: nothing to say.
 */
export async function limitsSay(
  ctx: ActorContext,
  {
    program,
    asked,
    chosen,
    requesterId,
  }: { program: Program; asked: AskedFor; chosen: Person | null; requesterId: string },
): Promise<string | null> {
  const { db, actor, clock } = ctx;
  const limits = decisionLimitsOf(program);
  if (isWithin(limits, "lead", asked)) return null;

  const byRule = { requesterId, disclosure: "program" as const };
  const deciderId = await deciderOf(ctx, db, program, { ...byRule, asked });
  const usualId = chosen?.id ?? (await deciderOf(ctx, db, program, byRule));
  if (deciderId === null || usualId === null) return null;
  const seats = await ladderSeats(db, program, clock.now());
  const asking = { ...asked, raised_by: requesterId, owner_id: usualId, disclosure: byRule.disclosure };
  const exceeded = limitExceeded(limits, seats, { personId: usualId, asking });
  if (exceeded === null) return null;

  const reader = readerOf(actor);
  const texts = textsFor(requestTexts, reader).limits;
  const usual = await getPerson(db, actor.workspace_id, usualId);
  const upTo = amountAndDays(reader, exceeded.limit, limits.currency);
  if (usualId === deciderId) return texts.nobody(usual.name, upTo);
  const decider = await getPerson(db, actor.workspace_id, deciderId);
  return chosen === null ? texts.goesTo(usual.name, upTo, decider.name) : texts.chosen(usual.name, upTo, decider.name);
}
