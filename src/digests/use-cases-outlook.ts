/** Which digests will come, before there is any. */

import { workspaceCalendar } from "../calendars/use-cases.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { LocalDate } from "../platform/time.ts";
import { addMs, DAY } from "../platform/time.ts";
import { listApprovals, listParts, listWaitingDrafts } from "./approval/repository.ts";
import { draftAt } from "./approval/rules.ts";
import type { Period } from "./compile/facts.ts";
import { readFeeds } from "./compile/gather-feed.ts";
import { listLastCutOffs, listRoundKeysFrom } from "./compile/repository-editions.ts";
import { HELD_RHYTHMS } from "./holds/rules.ts";
import { hasYears, nextSending } from "./periods/rules.ts";
import { listSubscriptions } from "./repository.ts";
import type { Rhythm } from "./table.ts";

export interface ComingDigest {
  personId: string;
  rhythm: Rhythm;
  at: Instant;
}

export interface DigestOutlook {
  /** Of each reader and rhythm the next one. */
  first: ComingDigest[];
  /** The one after. */
  after(digest: ComingDigest, zone: string): Instant;
  /**
   * What a digest has to tell of; null when nothing feeds it then. There is an edition where a round lies in the period, or a
   * program was closed.
   */
  feedOf(
    digest: ComingDigest,
    lastAt: Instant | undefined,
  ): {
    period: Period;
    cadenceIds: string[];
    programIds: string[];
    heldBack: string[];
    hasClosing: boolean;
    toApprove: string[];
  } | null;
  /** When it is drafted, where it is approved first. */
  draftAt(digest: ComingDigest, zone: string): Instant;
  /** What is approved before it goes: each program with who approves it; null: whoever leads it. */
  approvals: ReadonlyMap<string, string | null>;
  /** Everybody who is named for one. */
  approvers: readonly string[];
  /** Those that wait, with the parts that nobody has approved. */
  drafts: readonly WaitingDraft[];
  /** When the edition before was made, by reader and rhythm. */
  lastAt(digest: ComingDigest): Instant | undefined;
  /** Rounds that there are already, as far back as these digests reach. */
  rounds: { cadenceId: string; key: LocalDate; opensAt: Instant }[];
}

export interface WaitingDraft {
  id: string;
  personId: string;
  rhythm: Rhythm;
  period: string;
  cutOffAt: Instant;
  sendAt: Instant;
  parts: { programId: string; asked: number; remindAt: Instant }[];
}

/** Reads once what decides about the digests of a workspace until an instant. */
export async function digestOutlook(db: Db, workspaceId: string, until: Instant): Promise<DigestOutlook> {
  const subscriptions = await listSubscriptions(db, workspaceId);
  const feeds = await readFeeds(db, workspaceId);
  const working = await workspaceCalendar(db, workspaceId);
  const rows = await listApprovals(db, workspaceId, feeds.programIds);
  const approvals = new Map(rows.map((row) => [row.program_id, row.approver_id]));
  const last = new Map(
    (await listLastCutOffs(db, workspaceId)).map((row) => [`${row.reader_id} ${row.rhythm}`, row.cut_off_at]),
  );
  const first = subscriptions
    .map(({ person_id: personId, rhythm, next_at: at }) => ({ personId, rhythm, at }))
    // What is drafted by then counts, too; a day more, whatever the zone of its reader.
    .filter(({ at }) => at < until || (rows.length > 0 && draftAt(at, "UTC", working) < addMs(until, DAY)));
  const lastAt = ({ personId, rhythm }: ComingDigest) => last.get(`${personId} ${rhythm}`);
  const starts = first.flatMap((digest) => feeds.feedOf(digest, digest.at, lastAt(digest))?.period.from ?? []);
  const [reach] = starts.sort();
  const rounds = reach === undefined ? [] : await listRoundKeysFrom(db, workspaceId, reach);
  return {
    first,
    after({ personId, rhythm, at }, zone) {
      const yearStartMonth = hasYears(rhythm) ? feeds.yearStartOf({ personId, rhythm }, at) : 1;
      return nextSending(rhythm, zone, at, yearStartMonth, working);
    },
    feedOf(digest, lastCutOffAt) {
      const feed = feeds.feedOf(digest, digest.at, lastCutOffAt);
      if (!feed) return null;
      const isOfThese = HELD_RHYTHMS.some((rhythm) => rhythm === digest.rhythm);
      return { ...feed, toApprove: isOfThese ? feed.programIds.filter((id) => approvals.has(id)).sort() : [] };
    },
    draftAt: ({ at }, zone) => draftAt(at, zone, working),
    approvals,
    approvers: rows.flatMap(({ approver_id: id }) => id ?? []),
    drafts: await waitingDrafts(db, workspaceId, approvals),
    lastAt,
    rounds: rounds.map(({ cadence_id: cadenceId, key, opens_at: opensAt }) => ({ cadenceId, key, opensAt })),
  };
}

/** A part whose program has dropped the approval goes as it is. */
async function waitingDrafts(
  db: Db,
  workspaceId: string,
  approvals: ReadonlyMap<string, string | null>,
): Promise<WaitingDraft[]> {
  const drafts: WaitingDraft[] = [];
  for (const draft of await listWaitingDrafts(db)) {
    if (draft.workspace_id !== workspaceId) continue;
    const parts = await listParts(db, workspaceId, draft.id);
    const open = parts.filter(
      (part) => part.approved_at === null && part.held_at === null && approvals.has(part.program_id),
    );
    const { id, reader_id: personId, rhythm, period, cut_off_at: cutOffAt, send_at: sendAt } = draft;
    drafts.push({
      id,
      personId,
      rhythm,
      period,
      cutOffAt,
      sendAt,
      parts: open.map(({ program_id: programId, asked, remind_at: remindAt }) => ({ programId, asked, remindAt })),
    });
  }
  return drafts;
}
