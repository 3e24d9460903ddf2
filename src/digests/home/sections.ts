/** What Home shows of digests: what waits for somebody, and to all their own; to those who sponsor how long asks wait. */

import type { Services } from "../../platform/services.ts";
import { section } from "../../platform/slack/blocks.ts";
import { type HomeSection, oncePerHome, withHeading } from "../../platform/slack/home.ts";
import { textsFor } from "../../platform/texts/language.ts";
import type { Visitor } from "../../programs/visitor.ts";
import { asksAtHand } from "../../register/asks/at-hand/use-cases.ts";
import { agesGroup, decisionGroups } from "../../register/asks/groups.ts";
import { isNone } from "../compile/rules-reassurance.ts";
import { hears } from "../holds/rules.ts";
import { approvalGroups, editionsGroup, firstDigestGroup } from "./blocks.ts";
import { listLastEditions } from "./repository.ts";
import { type ComingDigests, comingDigests, isSponsored, keptFrom } from "./statuses.ts";
import { homeTexts } from "./texts.ts";
import { partsToApprove } from "./use-cases-waiting.ts";

const EDITIONS_SHOWN = 3;

type HomeServices = Pick<Services, "db" | "clock" | "events">;

/** What waits for the visitor: decisions, drafts to approve. A sponsor or a member of a steering committee is told that none does. */
export function waitingSection(services: HomeServices): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader, now } = visitor;
    const texts = textsFor(homeTexts, reader);
    const asks = await asksShown(services, visitor);
    const drafts = await partsToApprove(services.db, visitor);
    const { toDecide: decisions, toVote: votes } = asks;
    const isFree = isNone(decisions) && isNone(votes) && isNone(drafts);
    // What is not told yet is not denied either.
    if (isFree && !asks.isKeptBack && visitor.programs.some(isSponsored))
      return withHeading(texts.waiting, [[section(texts.nothingWaits({ decisions, votes, drafts }))]]);
    return [
      ...withHeading(texts.toDecide, decisionGroups(reader, asks)),
      ...withHeading(texts.toApprove, approvalGroups(reader, drafts, now)),
    ];
  };
}

/** Read once for a Home. */
const asksShown = oncePerHome(async (services: HomeServices, visitor: Visitor) => {
  const sponsored = visitor.programs.filter(isSponsored);
  const next: ComingDigests = sponsored.length > 0 ? await comingDigests(services, visitor) : new Map();
  const kept = new Map(visitor.programs.map(({ id, roles }) => [id, keptFrom(visitor, next.get(id), roles)]));
  const programIds = sponsored.map(({ id }) => id);
  return asksAtHand(services, services.db, visitor, programIds, (programId, at, askedAt) => {
    const its = kept.get(programId);
    return its !== undefined && hears(its, at, askedAt);
  });
});

/** Their last digests; to those who sponsor also how long asks have waited, and when the first digest comes. */
export function digestsSection(services: HomeServices): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, programs, reader } = visitor;
    if (programs.length === 0) return [];
    const { workspace_id: workspaceId, id: personId } = person;
    const last = await listLastEditions(services.db, { workspaceId, personId }, EDITIONS_SHOWN);
    const editions = last.map(({ cut_off_at: cutOffAt, ...edition }) => ({ ...edition, cutOffAt }));
    const { digests } = textsFor(homeTexts, reader);
    const shown = withHeading(digests, editions.length > 0 ? [editionsGroup(reader, editions)] : []);
    if (!programs.some(isSponsored)) return shown;
    const { open } = await asksShown(services, visitor);
    return [
      agesGroup(reader, open),
      ...(editions.length > 0 ? shown : withHeading(digests, [firstDigestGroup(reader)])),
    ];
  };
}
