/** Digests that are approved before they go: drafted, asked about, and asked about again each day. Pure. */
import { approvalKey, leadsAmong, readBefore } from "../digests/approval/rules.ts";
import type { ComingDigest, WaitingDraft } from "../digests/use-cases-outlook.ts";
import { approversAmong } from "../kernel/approval/rules.ts";
import type { Instant } from "../platform/clock.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import type { Asking, Message, Moments } from "./rules-asking.ts";
import { createSeating } from "./rules-seating.ts";
import type { WaitingMessage, World } from "./world.ts";

export interface Drafting {
  /** Has those that wait asked about. */
  begin(): void;
  /** Has this digest drafted the working day before, once it has something to tell. */
  expect(digest: ComingDigest, lastAt: Instant | undefined): void;
  /** Looks whether what had nothing to tell has by now. */
  checkAgain(now: Instant): void;
  /** Its draft, if there is one. */
  draftOf(digest: ComingDigest): WaitingDraft | undefined;
  make(digest: ComingDigest, period: string, programIds: readonly string[], now: Instant): void;
  /** A question to an approver that waits in the outbox, as it will be weighed then; null for any other message. */
  follow(message: WaitingMessage): Pick<Message, "about" | "isWanted" | "neededBy"> | null;
}

export function createDrafting(world: World, moments: Moments, asking: Pick<Asking, "hasRound">): Drafting {
  const { digests } = world;
  const drafts = new Map(digests.drafts.map((draft) => [slotOf({ ...draft, at: draft.sendAt }), draft]));
  let expected: { digest: ComingDigest; lastAt: Instant | undefined }[] = [];
  const { seatsOn } = createSeating(world);

  /** Returns whether there is nothing more to wait for. */
  function draft(digest: ComingDigest, lastAt: Instant | undefined, now: Instant): boolean {
    if (now >= digest.at || drafts.has(slotOf(digest))) return true;
    const feed = digests.feedOf({ ...digest, at: now }, lastAt);
    const hasEdition = feed !== null && (feed.hasClosing || asking.hasRound(feed.cadenceIds, feed.period));
    if (!hasEdition || feed.toApprove.length === 0) return false;
    make(digest, feed.period.label, feed.toApprove, now);
    return true;
  }

  function make(digest: ComingDigest, period: string, programIds: readonly string[], now: Instant): void {
    const { personId, rhythm, at: sendAt } = digest;
    const remindAt = sendAt > now ? sendAt : addMs(now, DAY);
    const parts = programIds.map((programId) => ({ programId, asked: 1, remindAt }));
    const made: WaitingDraft = { id: slotOf(digest), personId, rhythm, period, cutOffAt: now, sendAt, parts };
    drafts.set(slotOf(digest), made);
    for (const part of parts) {
      ask(made, part, now);
      remindLater(made, part);
    }
  }

  function remindLater(made: WaitingDraft, part: WaitingDraft["parts"][number]): void {
    const now = part.remindAt < world.now ? world.now : part.remindAt;
    moments.at(now, () => {
      const again = { ...part, asked: part.asked + 1, remindAt: addMs(now, DAY) };
      ask(made, again, now);
      remindLater(made, again);
    });
  }

  function ask(made: WaitingDraft, { programId, asked }: WaitingDraft["parts"][number], now: Instant): void {
    const named = digests.approvals.get(programId) ?? null;
    const leads = leadsAmong(seatsOn(programId, localDateOf(now, "UTC")));
    for (const personId of approversAmong(named, leads))
      moments.enqueue({
        key: approvalKey({ draftId: made.id, programId, personId, asked }),
        kind: "digest-approval",
        facts: world.kinds["digest-approval"],
        personId,
        dueAt: now,
        firstDueAt: null,
        expiresAt: null,
        about: aboutOf(made, programId),
        isWanted: () => true,
        neededBy: (at) => readBefore(made.sendAt, at),
      });
  }

  return {
    begin() {
      for (const made of digests.drafts) for (const part of made.parts) remindLater(made, part);
    },
    expect(digest, lastAt) {
      const zone = world.people.get(digest.personId)?.zone;
      if (zone === undefined || digests.approvals.size === 0) return;
      const from = digests.draftAt(digest, zone);
      const now = from < world.now ? world.now : from;
      moments.at(now, () => {
        if (!draft(digest, lastAt, now)) expected.push({ digest, lastAt });
      });
    },
    checkAgain(now) {
      expected = expected.filter(({ digest, lastAt }) => !draft(digest, lastAt, now));
    },
    draftOf: (digest) => drafts.get(slotOf(digest)),
    make,
    follow({ kind, part }) {
      if (kind !== "digest-approval" || part === null) return null;
      const made = digests.drafts.find(({ id }) => id === part.draftId);
      const isOpen = made?.parts.some(({ programId }) => programId === part.programId) ?? false;
      if (!made) return null;
      const about = aboutOf(made, part.programId);
      return { about, isWanted: () => isOpen, neededBy: (at) => readBefore(made.sendAt, at) };
    },
  };
}

function slotOf({ personId, rhythm, at }: ComingDigest): string {
  return `${personId} ${rhythm} ${at}`;
}

function aboutOf({ rhythm, period }: WaitingDraft, programId: string) {
  return { programId, cadenceId: null, cadence: rhythm, round: null, period, unless: "approved" as const };
}
