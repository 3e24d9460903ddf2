/** What Home shows of digests: what waits for somebody, to those who sponsor how their programs stand, to all their own. */

import type { KnownBlock } from "@slack/types";
import { feeds } from "../../cadences/audience/audience.ts";
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
import { section } from "../../platform/slack/blocks.ts";
import { type Group, type HomeSection, oncePerHome, withHeading } from "../../platform/slack/home.ts";
import { textsFor } from "../../platform/texts/language.ts";
import { addMs } from "../../platform/time.ts";
import { headsOf } from "../../programs/rules-heads.ts";
import type { SeatRole } from "../../programs/table.ts";
import type { VisitedProgram, Visitor } from "../../programs/visitor.ts";
import { asksAtHand } from "../../register/asks/at-hand/use-cases.ts";
import { agesGroup, decisionGroups } from "../../register/asks/groups.ts";
import { isNone } from "../compile/rules-reassurance.ts";
import { phases } from "../events.ts";
import { hears, type Kept, keptBack } from "../holds/rules.ts";
import { type DigestsAhead, digestsAhead, type NextDigest } from "../holds/use-cases.ts";
import type { Phase } from "../phases/rules.ts";
import { madeOf, rhythmAbove, rolesNamed, tellingOf } from "../readers/rules.ts";
import {
  approvalGroups,
  cardFoot,
  editionGroup,
  firstDigestGroup,
  type ProgramStatus,
  phaseNote,
  statusGroups,
} from "./blocks.ts";
import { listLastEditions } from "./repository.ts";
import { homeTexts } from "./texts.ts";
import { partsToApprove } from "./use-cases-waiting.ts";

const EDITIONS_SHOWN = 3;

/**
 * First what waits for the visitor: decisions, drafts to approve. Then, for a sponsor or a member of a steering committee,
 * how their programs stand, how long asks have waited, and the digests.
 */
export function sponsorSection(services: Pick<Services, "db" | "clock" | "events">): HomeSection<Visitor> {
  const { db } = services;
  return async (visitor) => {
    const { reader, now } = visitor;
    const sponsored = visitor.programs.filter(isSponsored);
    const texts = textsFor(homeTexts, reader);
    const next: ComingDigests = sponsored.length > 0 ? await comingDigests(services, visitor) : new Map();
    const kept = new Map(visitor.programs.map(({ id, roles }) => [id, keptFrom(visitor, next.get(id), roles)]));
    const programIds = sponsored.map(({ id }) => id);
    const asks = await asksAtHand(services, db, visitor, programIds, (programId, at, askedAt) => {
      const its = kept.get(programId);
      return its !== undefined && hears(its, at, askedAt);
    });
    const drafts = await partsToApprove(db, visitor);
    const waiting = [
      ...withHeading(texts.toDecide, decisionGroups(reader, asks)),
      ...withHeading(texts.toApprove, approvalGroups(reader, drafts, now)),
    ];
    if (sponsored.length === 0) return waiting;
    const editions = await lastEditions(db, visitor);
    const { toDecide: decisions, toVote: votes } = asks;
    const isFree = isNone(decisions) && isNone(votes) && isNone(drafts);
    // What is not told yet is not denied either.
    const free = isFree && !asks.isKeptBack ? texts.nothingWaits({ decisions, votes, drafts }) : null;
    return [
      ...(free === null ? waiting : withHeading(texts.waiting, [[section(free)]])),
      ...withHeading(
        texts.programs,
        statusGroups(
          reader,
          withPhases(
            await standings(db, visitor, sponsored, (await cadencesOfVisitor(services, visitor)).cadences, next),
            await phasesShown(services, visitor),
          ),
        ),
      ),
      agesGroup(reader, asks.open),
      ...withHeading(
        texts.digests,
        editions.length === 0 ? [firstDigestGroup(reader)] : editionGroups(visitor, editions),
      ),
    ];
  };
}

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
  const next = await comingDigests(services, visitor);
  const standing = await standings(services.db, visitor, told, cadences, next);
  return statusGroups(visitor.reader, withPhases(standing, await phasesShown(services, visitor)));
}

/** For those who get digests and sponsor nothing. */
export function digestsSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    if (visitor.programs.length === 0 || visitor.programs.some(isSponsored)) return [];
    const editions = await lastEditions(db, visitor);
    return withHeading(textsFor(homeTexts, visitor.reader).digests, editionGroups(visitor, editions));
  };
}

/** Of each program. */
type ComingDigests = ReadonlyMap<string, DigestsAhead>;

interface HomeServices extends Looking {
  db: Db | Tx;
}

/** Of the visitor's programs; read once for a Home. */
const comingDigests = oncePerHome(async (services: HomeServices, visitor: Visitor): Promise<ComingDigests> => {
  const programIds = visitor.programs.map(({ id }) => id);
  const { years } = await cadencesOfVisitor(services, visitor);
  return digestsAhead(services, services.db, visitor.person.workspace_id, programIds, years);
});

/** Of the programs that the visitor leads or sits above; read once for a Home. */
const phasesShown = oncePerHome(async (services: HomeServices, { person, programs }: Visitor) => {
  const programIds = programs.flatMap(({ id, roles }) => (may(roles, "read-executive-answers") ? id : []));
  return phases.of(services, services.db, { workspaceId: person.workspace_id, programIds });
});

/** At the foot of a lead's card: the digests that come next, what they will say of the program, and whether they may. */
export async function digestFeet(
  services: HomeServices,
  { visitor, cadences }: { visitor: Visitor; cadences: readonly Cadence[] },
): Promise<(programId: string) => KnownBlock[]> {
  const { person, reader } = visitor;
  const own = Map.groupBy(cadences, (cadence) => cadence.program_id);
  const next = await comingDigests(services, visitor);
  const inPhase = await phasesShown(services, visitor);
  return (programId) => {
    const digests = (next.get(programId)?.coming ?? []).filter((digest) => isFed(digest, own.get(programId) ?? []));
    return [
      ...phaseNote(reader, inPhase.get(programId)),
      ...cardFoot(
        reader,
        programId,
        digests.map((digest) => correctableBy(person.id, digest)),
      ),
    ];
  };
}

/** Where somebody else is named to approve, the last digest is not the lead's to correct. */
function correctableBy(personId: string, digest: NextDigest): NextDigest {
  return digest.approverId === null || digest.approverId === personId ? digest : { ...digest, sent: null };
}

/** Whether a running check-in of the program will be in this digest. */
export function isFed({ rhythm, reader }: NextDigest, cadences: readonly Cadence[]): boolean {
  const feeding = cadences.filter(({ readers }) => feeds(readers, reader));
  const asked = feeding.map(({ rule }) => rule.every);
  return feeding.some(({ readers, rule }) => madeOf(rhythm, asked, rolesNamed(readers, reader)).includes(rule.every));
}

function isSponsored({ roles }: VisitedProgram): boolean {
  return roles.includes("sponsor") || roles.includes("steering");
}

function keptFrom({ person }: Pick<Visitor, "person">, next: DigestsAhead | undefined, roles: readonly SeatRole[]) {
  return keptBack(next?.keeping ?? [], { id: person.id, standings: roles });
}

async function lastEditions(db: Services["db"], { person }: Visitor) {
  return listLastEditions(db, { workspaceId: person.workspace_id, personId: person.id }, EDITIONS_SHOWN);
}

function editionGroups({ reader }: Visitor, editions: Awaited<ReturnType<typeof lastEditions>>): Group[] {
  return editions.map(({ id, rhythm, period, cut_off_at: cutOffAt }) =>
    editionGroup(reader, { id, rhythm, period, cutOffAt }),
  );
}

/** Of each program the colour by which the visitor is told. */
async function standings(
  db: Services["db"],
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
 * Of programs that are on track those of which *Why this colour?* says now that facts speak against it: put to whoever gave
 * that, as far as it is told.
 */
async function contradicted(
  { db, workspaceId, now }: { db: Services["db"]; workspaceId: string; now: Instant },
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
