/** What Home shows of digests: what waits for somebody, to those who sponsor how their programs stand, to all their own. */
import type { KnownBlock } from "@slack/types";
import type { FiscalYears } from "../cadences/rules-years.ts";
import type { Cadence } from "../cadences/use-cases.ts";
import type { Services } from "../platform/services.ts";
import { section } from "../platform/slack/blocks.ts";
import { type Group, type HomeSection, withHeading } from "../platform/slack/home.ts";
import { textsFor } from "../platform/texts/language.ts";
import type { VisitedProgram, Visitor } from "../programs/visitor.ts";
import { agesGroup, decisionGroups } from "../register/home-blocks.ts";
import { asksAtHand } from "../register/use-cases-asks-at-hand.ts";
import {
  acknowledgeGroups,
  approvalGroups,
  cardFoot,
  editionGroup,
  firstDigestGroup,
  type ProgramStanding,
  standingGroups,
} from "./home-blocks.ts";
import { listLastColours, listLastEditions } from "./repository-home.ts";
import { currentHealth, oldestOfInterest } from "./rules-home.ts";
import { feeds, madeOf } from "./rules-readers.ts";
import { isNone } from "./rules-reassurance.ts";
import { homeTexts } from "./texts-home.ts";
import { type NextDigest, nextDigestsOf } from "./use-cases-holds.ts";
import { editionsToAcknowledge, partsToApprove } from "./use-cases-waiting.ts";

const EDITIONS_SHOWN = 3;

/**
 * First what waits for the visitor: decisions, digests to acknowledge, drafts to approve. Then, for a sponsor or a member
 * of a steering committee, how their programs stand, how long asks have waited, and the digests.
 */
export function sponsorSection(
  { db }: Pick<Services, "db">,
  running: (visitor: Visitor) => Promise<readonly Cadence[]>,
  coming: (visitor: Visitor) => Promise<ComingDigests>,
): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now } = visitor;
    const sponsored = visitor.programs.filter(isSponsored);
    const texts = textsFor(homeTexts, reader);
    const asks = await asksAtHand(
      db,
      visitor,
      sponsored.map(({ id }) => id),
    );
    const unread = sponsored.length > 0 ? await editionsToAcknowledge(db, visitor) : [];
    const drafts = await partsToApprove(db, visitor);
    const waiting = [
      ...withHeading(texts.toDecide, decisionGroups(reader, asks)),
      ...withHeading(texts.toAcknowledge, acknowledgeGroups(reader, unread)),
      ...withHeading(texts.toApprove, approvalGroups(reader, drafts, now)),
    ];
    if (sponsored.length === 0) return waiting;
    const editions = await lastEditions(db, visitor);
    const others = editions.filter(({ id }) => unread.every((one) => one.id !== id));
    const { toDecide: decisions, toVote: votes } = asks;
    const isFree = isNone(decisions) && isNone(votes) && isNone(unread) && isNone(drafts);
    const free = isFree ? texts.nothingWaits({ decisions, votes, digests: unread, drafts }) : null;
    return [
      ...(free === null ? waiting : withHeading(texts.waiting, [[section(free)]])),
      ...withHeading(
        texts.programs,
        standingGroups(reader, await standings(db, visitor, sponsored, await running(visitor), await coming(visitor))),
      ),
      agesGroup(reader, asks.open),
      ...withHeading(
        texts.digests,
        editions.length === 0 ? [firstDigestGroup(reader)] : editionGroups(visitor, others),
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

/** Of each program the digests that come next. */
type ComingDigests = ReadonlyMap<string, NextDigest[]>;

/** Of the visitor's programs. */
export async function comingDigestsOf(
  services: Pick<Services, "db" | "clock">,
  { person, programs }: Visitor,
  years: FiscalYears,
): Promise<ComingDigests> {
  const programIds = programs.map(({ id }) => id);
  return nextDigestsOf(services, services.db, person.workspace_id, programIds, years);
}

/** At the foot of a lead's card: the digests that come next, what they will say of the program, and whether they may. */
export function digestFeet(coming: (visitor: Visitor) => Promise<ComingDigests>) {
  return async (visitor: Visitor, cadences: readonly Cadence[]): Promise<(programId: string) => KnownBlock[]> => {
    const { person, reader } = visitor;
    const own = Map.groupBy(cadences, (cadence) => cadence.program_id);
    const next = await coming(visitor);
    return (programId) => {
      const digests = (next.get(programId) ?? []).filter((digest) => isFed(digest, own.get(programId) ?? []));
      return cardFoot(
        reader,
        programId,
        digests.map((digest) => correctableBy(person.id, digest)),
      );
    };
  };
}

/** Where somebody else is named to approve, the last digest is not the lead's to correct. */
function correctableBy(personId: string, digest: NextDigest): NextDigest {
  return digest.approverId === null || digest.approverId === personId ? digest : { ...digest, sent: null };
}

/** Whether a running check-in of the program will be in this digest. */
function isFed({ rhythm, reader }: NextDigest, cadences: readonly Cadence[]): boolean {
  const feeding = cadences.filter(({ readers }) => feeds(readers, reader)).map(({ rule }) => rule.every);
  const taken = madeOf(rhythm, feeding, reader.roles);
  return feeding.some((every) => taken.includes(every));
}

function isSponsored({ roles }: VisitedProgram): boolean {
  return roles.includes("sponsor") || roles.includes("steering");
}

async function lastEditions(db: Services["db"], { person }: Visitor) {
  return listLastEditions(db, { workspaceId: person.workspace_id, personId: person.id }, EDITIONS_SHOWN);
}

function editionGroups({ reader }: Visitor, editions: Awaited<ReturnType<typeof lastEditions>>): Group[] {
  return editions.map(({ id, rhythm, period, created_at: sentAt }) =>
    editionGroup(reader, { id, rhythm, period, sentAt }),
  );
}

/** Of each program the colour that comes of what feeds the visitor's own digests. */
async function standings(
  db: Services["db"],
  { person, now }: Visitor,
  programs: readonly VisitedProgram[],
  running: readonly Cadence[],
  next: ComingDigests,
): Promise<ProgramStanding[]> {
  const programIds = programs.map(({ id }) => id);
  const rolesIn = new Map(programs.map(({ id, roles }) => [id, roles]));
  const cadences = running
    .filter(({ readers, program_id }) => feeds(readers, { id: person.id, roles: rolesIn.get(program_id) ?? [] }))
    .map(({ id, program_id: programId, rule }) => ({ id, programId, every: rule.every }));
  const colours =
    cadences.length === 0
      ? []
      : await listLastColours(db, person.workspace_id, {
          programIds,
          cadenceIds: cadences.map(({ id }) => id),
          since: oldestOfInterest(now),
        });
  const given = Map.groupBy(colours, ({ programId }) => programId);
  return programs.map(({ id, title, roles, holders }) => {
    const leads = holders.filter(({ role }) => role === "lead");
    const own = {
      leads: leads.map(({ personId }) => personId),
      cadences: cadences.filter((one) => one.programId === id),
    };
    // What is kept out of the digest is not told beside it.
    const rhythm = roles.includes("sponsor") ? "monthly" : "quarterly";
    const isHeld = next.get(id)?.some((digest) => digest.rhythm === rhythm && digest.held !== null) ?? false;
    const health = isHeld ? null : currentHealth(own, given.get(id) ?? [], now);
    return { id, title, isHeld, leads: leads.map(({ name }) => name), health };
  });
}
