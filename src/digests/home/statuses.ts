/** How programs stand, as the visitor is told, and which digests of them come. */

import { cadencesOfVisitor } from "../../cadences/recurrence/years/use-cases.ts";
import type { Cadence } from "../../cadences/use-cases.ts";
import { markersFor, markersTold } from "../../health/markers.ts";
import { asLetGo, type Stand } from "../../health/rules-given.ts";
import {
  lastColourOf,
  lastSaid,
  longestStanding,
  longestTold,
  standAt,
  worseBefore,
} from "../../health/status/rules.ts";
import { askingForHealth, type ColourGiven, coloursGiven } from "../../health/status/use-cases.ts";
import { may } from "../../people/rules-rights.ts";
import type { Instant } from "../../platform/clock.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { Looking } from "../../platform/events.ts";
import type { Services } from "../../platform/services.ts";
import { type Group, oncePerHome } from "../../platform/slack/home.ts";
import { addMs } from "../../platform/time.ts";
import { headsOf } from "../../programs/rules-heads.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import { phases } from "../events.ts";
import { hears, type Kept, keptBack } from "../holds/rules.ts";
import { type DigestsAhead, digestsAhead } from "../holds/use-cases.ts";
import type { Phase } from "../phases/rules.ts";
import { rhythmAbove, tellingOf } from "../readers/rules.ts";
import { type ProgramStatus, statusGroups } from "./blocks.ts";

/** What is kept back from somebody is not told beside it either. */
function withPhases(
  standing: readonly Omit<ProgramStatus, "phase">[],
  inPhase: ReadonlyMap<string, Phase>,
): ProgramStatus[] {
  return standing.map((one) => ({ ...one, phase: one.isHeld ? null : (inPhase.get(one.id) ?? null) }));
}

/** How those of the visitor's programs stand whose status they are told, wherever they sit. */
export async function statusesFor(
  services: Pick<Services, "db" | "clock" | "events">,
  visitor: Visitor,
): Promise<Group[]> {
  const { cadences } = await cadencesOfVisitor(services, visitor);
  const told = visitor.programs.filter(({ id, roles }) => {
    const own = cadences.filter(({ program_id: programId }) => programId === id);
    return tellingOf(own, { id: visitor.person.id, roles }).length > 0;
  });
  return statusGroups(visitor.reader, await statusesOf(services, visitor, told));
}

/** Of these programs, with the phase of each where it is told. */
export async function statusesOf(
  services: HomeServices,
  visitor: Visitor,
  programs: readonly VisitedProgram[],
): Promise<ProgramStatus[]> {
  const { cadences } = await cadencesOfVisitor(services, visitor);
  const next = await comingDigests(services, visitor);
  const standing = await standings(services.db, visitor, programs, cadences, next);
  return withPhases(standing, await phasesShown(services, visitor));
}

/** Of each program. */
export type ComingDigests = ReadonlyMap<string, DigestsAhead>;

export interface HomeServices extends Looking {
  db: Db | Tx;
}

/** Of the visitor's programs; read once for a Home. */
export const comingDigests = oncePerHome(async (services: HomeServices, visitor: Visitor): Promise<ComingDigests> => {
  const programIds = visitor.programs.map(({ id }) => id);
  const { years } = await cadencesOfVisitor(services, visitor);
  return digestsAhead(services, services.db, visitor.person.workspace_id, programIds, years);
});

/** Of the programs that the visitor leads or sits above; read once for a Home. */
const phasesShown = oncePerHome(async (services: HomeServices, { person, programs }: Visitor) => {
  const programIds = programs.flatMap(({ id, roles }) => (may(roles, "read-executive-answers") ? id : []));
  return phases.of(services, services.db, { workspaceId: person.workspace_id, programIds });
});

export function isSponsored({ roles }: VisitedProgram): boolean {
  return roles.includes("sponsor") || roles.includes("steering");
}

export function keptFrom(
  { person }: Pick<Visitor, "person">,
  next: DigestsAhead | undefined,
  roles: readonly SeatRole[],
) {
  return keptBack(next?.keeping ?? [], { id: person.id, standings: roles });
}

/** Of each program the colour by which the visitor is told. */
async function standings(
  db: Db | Tx,
  { person, reader, now }: Visitor,
  programs: readonly VisitedProgram[],
  cadences: readonly Cadence[],
  next: ComingDigests,
): Promise<Omit<ProgramStatus, "phase">[]> {
  const workspaceId = person.workspace_id;
  const inProgram = Map.groupBy(cadences, ({ program_id }) => program_id);
  const telling = new Map(
    programs.map(({ id, roles }) => [id, tellingOf(inProgram.get(id) ?? [], { id: person.id, roles })]),
  );
  const all = [...telling.values()].flat();
  const everyOf = new Map(all.map(({ id, rule }) => [id, rule.every]));
  const givenSince = async (programIds: readonly string[], longest: number) => {
    const given = new Map<string, ColourGiven[]>(programIds.map((id) => [id, []]));
    const span = { after: addMs(now, -longest), until: now };
    for await (const some of await coloursGiven(db, { workspaceId, programIds, everyOf, ...span }))
      for (const one of some) given.get(one.programId)?.push(one);
    return given;
  };
  const given = await givenSince([...telling.keys()], longestStanding(everyOf.values()));
  const stands = programs.map(({ id, title, roles, holders, everySeat }) => {
    const heads = headsOf(everySeat, now);
    // What is kept out of the digest is not told beside it.
    const kept = keptFrom({ person }, next.get(id), roles);
    const { isLeftOut, approved } = kept;
    const toldOf = (all: readonly ColourGiven[] = []) => asLetGo(all, approved);
    const stand = isLeftOut ? null : standAt(toldOf(given.get(id)), heads, now);
    const lastOf = (all: readonly ColourGiven[] = []) => {
      const told = toldOf(all);
      const said = lastSaid(told, heads, now);
      const within = rhythmAbove(roles) ?? "month";
      const worse = said && worseBefore(said, told, heads, { at: now, within, zone: reader.zone });
      // Of one that was on track it is enough that nobody has said it lately.
      return said && (worse || said.colour !== "green") ? { ...lastColourOf(said, reader.zone), worse } : null;
    };
    const leads = holders.flatMap(({ role, name }) => (role === "lead" ? name : []));
    return { id, title, isHeld: isLeftOut, leads, colour: stand?.colour ?? null, lastOf, kept, stand };
  });
  const without = stands.filter(({ isHeld, colour }) => !isHeld && colour === null);
  const asking = await askingForHealth(
    db,
    workspaceId,
    without.flatMap(({ id }) => telling.get(id) ?? []),
  );
  const isAsked = ({ id }: (typeof stands)[number]) => telling.get(id)?.some((one) => asking.has(one.id)) ?? false;
  const grey = without.filter(isAsked).map(({ id }) => id);
  // Only of these what was said long ago is told.
  const saidBefore = grey.length > 0 ? await givenSince(grey, longestTold(everyOf.values())) : null;
  const green = stands.flatMap(({ id, kept, stand }) => (stand?.colour === "green" ? { id, kept, stand } : []));
  const marked = await contradicted({ db, workspaceId, now }, green, telling);
  return stands.map(({ lastOf, kept: _, stand: __, ...one }) => {
    const isMarked = marked.has(one.id);
    return grey.includes(one.id)
      ? { ...one, isMarked, colour: "grey" as const, last: lastOf(saidBefore?.get(one.id)) }
      : { ...one, isMarked, last: null };
  });
}

/**
 * Of programs that are on track those of which *Why this status?* says now that facts speak against it: put to whoever gave
 * that, as far as it is told.
 */
async function contradicted(
  { db, workspaceId, now }: { db: Db | Tx; workspaceId: string; now: Instant },
  programs: readonly { id: string; kept: Kept; stand: Stand<ColourGiven> }[],
  telling: ReadonlyMap<string, readonly { id: string }[]>,
): Promise<ReadonlySet<string>> {
  const ids = programs.map(({ id }) => id);
  const markers = await markersFor(db, workspaceId, ids, now);
  const marked = programs.filter(({ id: programId, kept, stand }) => {
    const theirs = new Set(telling.get(programId)?.map(({ id }) => id));
    const gave = new Set(stand.givenBy.map(({ checkInId }) => checkInId));
    return markersTold(markers.get(programId) ?? [], theirs).some(
      ({ colour, shownAt, checkInId }) => colour === "green" && gave.has(checkInId) && hears(kept, shownAt),
    );
  });
  return new Set(marked.map(({ id }) => id));
}
