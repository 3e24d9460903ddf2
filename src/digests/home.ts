/** What Home shows of digests: to those who sponsor what waits for them and how their programs stand, to all their own. */
import type { KnownBlock } from "@slack/types";
import type { Services } from "../platform/services.ts";
import { type Group, type HomeSection, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { VisitedProgram, Visitor } from "../programs/visitor.ts";
import {
  cardFoot,
  editionGroup,
  firstDigestGroup,
  type ProgramStanding,
  standingGroups,
  waitingGroups,
} from "./home-blocks.ts";
import { getDocument, listFeedingCadences, listLastColours, listLastEditions } from "./repository-home.ts";
import { periodSentNext } from "./rules-holds.ts";
import { currentHealth, oldestOfInterest } from "./rules-home.ts";
import { feeds } from "./rules-readers.ts";
import { homeTexts } from "./texts-home.ts";
import { HELD_RHYTHM, heldParts } from "./use-cases-holds.ts";

const EDITIONS_SHOWN = 3;

/** For a sponsor or a member of a steering committee; for others nothing. */
export function sponsorSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader } = visitor;
    const sponsored = visitor.programs.filter(isSponsored);
    if (sponsored.length === 0) return [];
    const texts = textsFor(homeTexts, reader);
    const editions = await lastEditions(db, visitor);
    // The weekly one is for those who do the work; what it asks is not asked of a sponsor.
    const last = editions.find(({ rhythm }) => rhythm !== "weekly");
    const waiting = last ? waitingGroups(reader, await getDocument(db, visitor.person.workspace_id, last.id)) : [];
    return [
      ...withHeading(texts.waiting, waiting),
      ...withHeading(texts.programs, standingGroups(reader, await standings(db, visitor, sponsored))),
      ...withHeading(
        texts.digests,
        editions.length === 0 ? [firstDigestGroup(reader)] : editionGroups(visitor, editions),
      ),
    ];
  };
}

/** For those who get digests and sponsor nothing. */
export function digestsSection({ db }: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    if (visitor.programs.length === 0 || visitor.programs.some(isSponsored)) return [];
    const editions = await lastEditions(db, visitor);
    return withHeading(textsFor(homeTexts, visitor.reader).digests, editionGroups(visitor, editions));
  };
}

/** At the foot of a lead's card: what the next digest will say of the program, and whether it goes without it. */
export function digestFeet({ db }: Pick<Services, "db">) {
  return async (
    { person, reader, now }: Visitor,
    led: readonly VisitedProgram[],
  ): Promise<(programId: string) => KnownBlock[]> => {
    const programs = led.map(withSponsorZones);
    const held = await heldParts(db, person.workspace_id, programs, now);
    return (programId) => {
      const zones = programs.find(({ id }) => id === programId)?.sponsorZones ?? [];
      const next = periodSentNext(HELD_RHYTHM, zones, now)?.label ?? null;
      return cardFoot(reader, { programId, next, held: held.get(programId) ?? null });
    };
  };
}

function withSponsorZones({ id, holders }: VisitedProgram) {
  return { id, sponsorZones: holders.filter(({ role }) => role === "sponsor").map(({ zone }) => zone) };
}

function isSponsored({ roles }: VisitedProgram): boolean {
  return roles.includes("sponsor") || roles.includes("steering");
}

async function lastEditions(db: Services["db"], { person }: Visitor) {
  return listLastEditions(db, { workspaceId: person.workspace_id, personId: person.id }, EDITIONS_SHOWN);
}

function editionGroups({ reader }: Visitor, editions: Awaited<ReturnType<typeof lastEditions>>): Group[] {
  return editions.map(({ id, rhythm, period, cut_off_at: sentAt }) =>
    editionGroup(reader, { id, rhythm, period, sentAt }),
  );
}

/** Of each program the colour that comes of what feeds the visitor's own digests. */
async function standings(
  db: Services["db"],
  { person, now }: Visitor,
  programs: readonly VisitedProgram[],
): Promise<ProgramStanding[]> {
  const workspaceId = person.workspace_id;
  const programIds = programs.map(({ id }) => id);
  const rolesIn = new Map(programs.map(({ id, roles }) => [id, roles]));
  const cadences = (await listFeedingCadences(db, workspaceId, programIds)).filter((cadence) =>
    feeds(cadence.readers, { id: person.id, roles: rolesIn.get(cadence.programId) ?? [] }),
  );
  const colours =
    cadences.length === 0
      ? []
      : await listLastColours(db, workspaceId, {
          programIds,
          cadenceIds: cadences.map(({ id }) => id),
          since: oldestOfInterest(now),
        });
  const held = await heldParts(db, workspaceId, programs.map(withSponsorZones), now);
  const given = Map.groupBy(colours, ({ programId }) => programId);
  return programs.map(({ id, title, holders }) => {
    const leads = holders.filter(({ role }) => role === "lead");
    const own = {
      leads: leads.map(({ personId }) => personId),
      cadences: cadences.filter((one) => one.programId === id),
    };
    // What is kept out of the digest is not told beside it.
    const isHeld = held.has(id);
    const health = isHeld ? null : currentHealth(own, given.get(id) ?? [], now);
    return { title, isHeld, leads: leads.map(({ name }) => name), health };
  });
}
