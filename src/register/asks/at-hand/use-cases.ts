/** The asks that somebody finds on Home: what waits for them, and how long their programs have waited. */

import type { Instant } from "../../../platform/clock.ts";
import type { Db } from "../../../platform/database.ts";
import type { Looking } from "../../../platform/events.ts";
import { localDateOf } from "../../../platform/time.ts";
import { standsInFor, type Visitor } from "../../../programs/visitor.ts";
import { ownAmong } from "../../grounds.ts";
import type { Item } from "../../repository.ts";
import { titleListed } from "../../rules-told.ts";
import { type Ask, asksOf, isAsk } from "../ask.ts";
import { listVotesOf } from "../repository.ts";
import { isPutOff, waitsFor } from "../rules.ts";
import { isKnownTo } from "../rules-known.ts";
import { listAsksAtHand } from "./repository.ts";

export interface AsksAtHand {
  /** What this person, or whoever's seat they stand in for, is to decide, the longest waiting first. */
  toDecide: Ask[];
  /** What they are asked to vote on and have not yet. */
  toVote: Ask[];
  /** Every ask of the programs given that is open and not put off, as far as it is known to them. */
  open: Ask[];
  /** One that would be theirs by a rule alone is not told yet. */
  isKeptBack: boolean;
}

/**
 * `programIds`: whose open asks are counted; `hears`: whether what was said in a program at an instant is told them, of what
 * was there or asked since `askedAt`. At most three statements.
 */
export async function asksAtHand(
  { events }: Pick<Looking, "events">,
  db: Db,
  visitor: Visitor,
  programIds: readonly string[],
  hears: (programId: string, at: Instant, askedAt: Instant) => boolean,
): Promise<AsksAtHand> {
  const { person, reader, now, programs } = visitor;
  const workspaceId = person.workspace_id;
  const today = localDateOf(now, reader.zone);
  const standingIn = programs.flatMap(({ holders }) =>
    holders.flatMap(({ personId, delegateId }) => (delegateId === person.id ? [personId] : [])),
  );
  const committees = programs.filter(({ roles }) => roles.includes("steering")).map(({ id }) => id);
  const found = await listAsksAtHand(db, workspaceId, {
    deciderIds: [...new Set([person.id, ...standingIn])],
    programIds: [...new Set([...programIds, ...committees])],
  });
  const known = {
    programs: new Map(found.map(({ program_id, program }) => [program_id, { title: program, isClosed: false }])),
    takenUp: new Set(found.flatMap(({ id, isTakenUp }) => (isTakenUp ? id : []))),
  };
  const items = found.map((item): Item => item).filter(isAsk);
  const saidIn = new Map(found.map(({ id, readers, statedAt, askedAt }) => [id, { readers, statedAt, askedAt }]));
  const rolesIn = new Map(programs.map(({ id, roles }) => [id, roles]));
  const services = { clock: { now: () => now }, events };
  const own = await ownAmong(services, db, person, items, (id) => rolesIn.has(id));
  const standsIn = ({ owner_id: ownerId, program_id: programId }: (typeof items)[number]) =>
    ownerId !== null && standsInFor(visitor, programId, ownerId);
  const isTheirs = (item: (typeof items)[number]) => own.get(item)?.includes("owner") === true || standsIn(item);
  const circulating = items.filter(
    ({ details, program_id }) =>
      details.circulation?.voters.includes(person.id) && rolesIn.get(program_id)?.includes("steering"),
  );
  const voted = await listVotesOf(
    db,
    workspaceId,
    person.id,
    circulating.map(({ id }) => id),
  );
  const shown = new Map(
    (await asksOf(db, workspaceId, items, { at: now, zone: reader.zone }, known)).map((ask) => [ask.id, ask]),
  );
  const isUnnamed = ({ id }: (typeof items)[number]) => shown.get(id)?.isByRule ?? false;
  const isLetGo = (item: (typeof items)[number]) => {
    const { statedAt = item.raised_at, askedAt = item.raised_at } = saidIn.get(item.id) ?? {};
    return hears(item.program_id, statedAt, askedAt);
  };
  const isKnown = (item: (typeof items)[number]) =>
    isKnownTo(
      { ...item, readers: saidIn.get(item.id)?.readers ?? null, isByRule: isUnnamed(item) },
      {
        id: person.id,
        // What nobody has put to anybody is with the first sponsor.
        roles: [...(rolesIn.get(item.program_id) ?? []), ...(standsIn(item) ? (["sponsor"] as const) : [])],
        isTheirs: isTheirs(item),
        isLetGo: isLetGo(item),
      },
    );
  const asRead = (ask: Ask): Ask => ({ ...ask, title: titleListed(ask, person.id) });
  // One object an ask, in whichever lists it stands.
  const read = new Map([...shown].map(([id, ask]) => [id, asRead(ask)]));
  const asks = (chosen: typeof items) => chosen.flatMap(({ id }) => read.get(id) ?? []);
  const waiting = items.filter((item) => isTheirs(item) && waitsFor(item, today) === "decider");
  return {
    toDecide: asks(waiting.filter((item) => isKnown(item))),
    isKeptBack: waiting.some((item) => isUnnamed(item) && !isLetGo(item)),
    toVote: asks(circulating.filter(({ id, details }) => !voted.has(`${id}:${details.circulation?.number}`))),
    open: asks(items.filter((item) => programIds.includes(item.program_id) && !isPutOff(item, today) && isKnown(item))),
  };
}
