import type { Instant } from "../platform/clock.ts";
import { LONGEST_LEASE_MS } from "../platform/config.ts";
import type { Db } from "../platform/database.ts";
import { readOnce } from "../platform/prepared.ts";
import type { Services } from "../platform/services.ts";
import type { Message } from "../platform/slack/message.ts";
import { withinSize } from "../platform/slack/message-size.ts";
import { addMs, DAY, earliest, msBetween } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { withWhy } from "./blocks-why.ts";
import { BUNDLE } from "./bundle.ts";
import { type Admitted, ContactPolicy } from "./contact.ts";
import { channelRefused } from "./events.ts";
import { type AddressBook, type Kinds, kindIn, type Recipient, type SendContext, WAVE_PRIORITY } from "./kinds.ts";
import { createPace, type SlackPace } from "./pace.ts";
import type { Album } from "./pictures.ts";
import {
  claim,
  type Delivery,
  findDelivery,
  findNewestPlace,
  findNextDue,
  listToLookUp,
  reopenIfNewer,
  settle,
} from "./repository.ts";
import { listBundle, settleMembers } from "./repository-contact.ts";
import { listSendable, type Sendable } from "./repository-sendable.ts";
import type { ResponseUrls } from "./response-urls.ts";
import { afterCall, mayBeginCall, type NextStep, OUTBOX_TIMES, type OutboxTimes, type Outcome } from "./rules.ts";
import { type PacedCall, WAVES } from "./rules-pacing.ts";
import { outcomeOfThrown, type SlackGateway } from "./slack-gateway.ts";
import { areMessagesPaused } from "./use-cases-pause.ts";

export interface Dispatcher {
  /**
   * Sends all that may be sent now. Returns when there will be more to do, or null. Never throws for one message: what
   * cannot be sent waits, or is parked with its reason.
   */
  dispatch(): Promise<Instant | null>;
}

const CLAIM_AT_ONCE = 40;
const IN_FLIGHT = 8;
const ELSEWHERE_PAUSE_MS = 250;
const FIRST_LOOK_BACK_MS = 2 * DAY;
/** A message that cannot even be made (a fault of ours) is tried again, then parked, and never blocks the others. */
const MAKING_FAILED = "message_failed";

interface Made {
  /** Null: a channel. */
  recipient: Recipient | null;
  message: Message;
  /** The keys of those that it shows. */
  pictures: string[];
}

export function createDispatcher(parts: {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
  slack: SlackGateway;
  responseUrls: ResponseUrls;
  times?: Partial<OutboxTimes>;
  /** What messages show; `pace` is that of the dispatcher's own calls. Without it they go without pictures. */
  album?(pace: SlackPace): Album;
  /** When it aborts, no further batch is begun. */
  stopping?: AbortSignal;
  /** Told when Slack does not take our token any more: nothing further is begun then. */
  onTokenRefused?(error: string): Promise<void>;
  /** Told when a message to this person was sent or changed, once that is recorded. */
  onSent?(personId: string): void;
  /** Told when a message left the outbox, once that is recorded: `delayMs` after it was due. */
  onSettled?(kind: string, outcome: "sent" | "dropped" | "parked", delayMs: number): void;
}): Dispatcher {
  const { services, workspaceId, kinds, addressBook, slack, responseUrls } = parts;
  const { db, clock, log } = services;
  const { graceMs, leaseMs } = { ...OUTBOX_TIMES, ...parts.times };
  const pace = createPace(services, workspaceId);
  const album = parts.album?.(pace);
  const policy = new ContactPolicy({
    services,
    workspaceId,
    kinds,
    addressBook,
    async contextFor(personId) {
      const once = readOnce(db);
      return contextFor(once, await addressBook.recipient(once, workspaceId, personId));
    },
  });

  let isTokenRefused = false;
  /** The direct messages whose ids are recorded. */
  const knownDms = new Set<string>();

  async function dispatch(): Promise<Instant | null> {
    isTokenRefused = false;
    // Conversations in which another instance is at work: it may take long, and is not waited for in a whirl.
    const elsewhere = new Set<string>();
    let isPaused: boolean | null = null;
    for (;;) {
      const lookUps = await resolveUnknown();
      const sendable = await listSendable(db, workspaceId, clock.now(), { limit: CLAIM_AT_ONCE, waves: WAVES.burst });
      const { ready, wait } = await choose(sendable, elsewhere);
      if (ready.length === 0) return earliest(wait, lookUps, await findNextDue(db, workspaceId, clock.now()));
      isPaused ??= await areMessagesPaused(db, workspaceId);
      const admitted = await policy.admit(ready, isPaused);
      const going = new Set(admitted.map(({ delivery }) => delivery.conversation));
      await pace.refund(ready.filter(({ conversation }) => !going.has(conversation)).map(callOf));
      for (let start = 0; start < admitted.length; start += IN_FLIGHT) {
        if (parts.stopping?.aborted) return null;
        if (isTokenRefused) return findNextDue(db, workspaceId, clock.now());
        const missed = await deliver(admitted.slice(start, start + IN_FLIGHT));
        for (const { conversation } of missed) elsewhere.add(conversation);
      }
    }
  }

  /** One message per conversation at a time, within the limits; `wait` is when the first held back one may go. */
  async function choose(
    sendable: readonly Sendable[],
    elsewhere: ReadonlySet<string>,
  ): Promise<{ ready: Sendable[]; wait: Instant | null }> {
    const first = new Map<string, Sendable>();
    for (const delivery of sendable) if (!first.has(delivery.conversation)) first.set(delivery.conversation, delivery);
    const ours = [...first.values()].filter(({ conversation }) => !elsewhere.has(conversation));
    let wait = ours.length < first.size ? addMs(clock.now(), ELSEWHERE_PAUSE_MS) : null;
    const until = await pace.reserve(ours.map(callOf));
    const ready = ours.filter((_, index) => {
      const at = until[index] ?? null;
      wait = earliest(wait, at);
      return at === null;
    });
    return { ready, wait };
  }

  /** Returns those that another instance has, or was quicker with something else to the same person. */
  async function deliver(batch: readonly Admitted[]): Promise<Sendable[]> {
    const lease = addMs(clock.now(), leaseMs);
    const taken = await inTransaction(db, async (tx) => {
      const claimed: (Delivery | undefined)[] = [];
      for (const { delivery, countedThen } of batch) claimed.push(await claim(tx, delivery, lease, countedThen));
      return claimed;
    });
    const missed = batch.flatMap(({ delivery }, index) => (taken[index] ? [] : [delivery]));
    await pace.refund(missed.map(callOf));
    await Promise.all(taken.map((delivery) => delivery && attempt(delivery)));
    return missed;
  }

  /** `delivery` as it was taken. */
  async function attempt(delivery: Delivery): Promise<void> {
    const target = delivery.updates_id === null ? null : await findDelivery(db, workspaceId, delivery.updates_id);
    const made = await make(delivery, target?.sent_at ?? null);
    if (!("message" in made)) {
      await pace.refund([callOf(delivery)]);
      if ("drop" in made) return finish(delivery, { state: "dropped", error: made.drop });
      return conclude(delivery, made.outcome, null);
    }
    const outcome = target === null ? await post(delivery, made) : await update(target, made.message);
    const isForPictures = made.pictures.length > 0 && outcome.kind === "refused" && outcome.error === "invalid_blocks";
    await conclude(delivery, (isForPictures && (await album?.refused(made.pictures))) || outcome, made.message);
  }

  /**
   * Makes the message as things stand now, or says why not. `sentAt`: of the one that it brings up to date.
   */
  async function make(
    delivery: Delivery,
    sentAt: Instant | null,
  ): Promise<Made | { drop: string } | { outcome: Outcome }> {
    const kind = kindIn(kinds, delivery);
    if (!kind) return { outcome: { kind: "refused", error: `unknown_kind:${delivery.kind}` } };
    if (delivery.expires_at !== null && delivery.expires_at <= clock.now()) return { drop: "expired" };
    try {
      const once = readOnce(db);
      const recipient = await recipientOf(delivery, once);
      if (recipient?.isDeactivated) return { drop: "person_deactivated" };
      const subject: unknown = JSON.parse(delivery.subject);
      const context = { ...(await contextFor(once, recipient)), ...(sentAt !== null && { sentAt }) };
      if (!(await kind.stillWanted(context, subject))) return { drop: "no_longer_wanted" };
      const pictures = album ? await kind.pictures(context, subject) : [];
      const shown = await album?.show(pictures);
      if (shown?.kind === "later") return { outcome: shown };
      // To draw and upload takes its time, in which what was read may have changed.
      const now = pictures.length > 0 ? { ...context, db: readOnce(db) } : context;
      const message = await kind.message({ ...now, ...(shown && { pictures: shown.files }) }, subject);
      // A continuation belongs to the message above it, which says why.
      const saysWhy = delivery.person_id === null || delivery.thread_id !== null || kind.offersWhy;
      return {
        recipient,
        message: withinSize(saysWhy ? message : withWhy(message, context.reader), context.reader),
        pictures: [...(shown?.files.keys() ?? [])],
      };
    } catch (error) {
      return { outcome: failureToMake(delivery, error) };
    }
  }

  function failureToMake(delivery: Delivery, error: unknown): Outcome {
    try {
      const outcome = outcomeOfThrown(error);
      // Reading facts from Slack changed nothing there, so nothing is unknown about it.
      return outcome.kind === "unknown" ? { kind: "not-done", error: outcome.error } : outcome;
    } catch {
      log.error({ err: error, deliveryId: delivery.id, kind: delivery.kind }, "message could not be made");
      return { kind: "not-done", error: MAKING_FAILED };
    }
  }

  async function recipientOf({ person_id }: Delivery, from: Db): Promise<Recipient | null> {
    return person_id === null ? null : addressBook.recipient(from, workspaceId, person_id);
  }

  async function contextFor(once: Db, recipient: Recipient | null): Promise<SendContext> {
    const reader = recipient?.reader ?? (await addressBook.channelReader(once, workspaceId));
    return { db: once, slack, now: clock.now(), events: services.events, workspaceId, reader };
  }

  async function post(delivery: Delivery, { recipient, message }: Made): Promise<Outcome> {
    const thread = await threadOf(delivery);
    if (thread === "gone") return { kind: "refused", error: "thread_gone" };
    if (thread === "not-yet") return { kind: "not-done", error: "thread_not_yet" };
    const place = { channel: addressOf(delivery, recipient), threadTs: thread };
    const mayBegin = () => mayBeginCall(delivery.lease_until ?? "", leaseMs, clock.now());
    return slack.post(delivery.id, place, message, mayBegin);
  }

  async function update(target: Delivery | undefined, message: Message): Promise<Outcome> {
    if (!target?.sent_channel_id || !target.sent_ts)
      return target?.state === "sending" || target?.state === "unknown"
        ? { kind: "not-done", error: "not_sent_yet" }
        : { kind: "refused", error: "message_not_found" };
    const place = { channelId: target.sent_channel_id, ts: target.sent_ts };
    const url = responseUrls.take(place, clock.now());
    if (url && (await slack.replace(url, message))) return { kind: "sent", ...place };
    return slack.update(place, message);
  }

  async function conclude(delivery: Delivery, outcome: Outcome, message: Message | null): Promise<void> {
    const now = clock.now();
    // Without a message it was another method that met its limit, while the message was made.
    if (outcome.kind === "rate-limited" && message)
      await pace.block(callOf(delivery).method, addMs(now, outcome.retryAfterMs));
    if (outcome.kind === "token-refused") {
      isTokenRefused = true;
      await parts.onTokenRefused?.(outcome.error);
    }
    const isUpdate = delivery.updates_id !== null;
    const next = afterCall(outcome, { attempts: delivery.attempts, isUpdate, now, graceMs });
    if (next.state === "parked")
      log.warn({ deliveryId: delivery.id, kind: delivery.kind, error: next.error }, "message parked");
    await finish(delivery, next);
  }

  /** Records what came of it, and what follows from a sending, in one transaction. */
  async function finish(delivery: Delivery, next: NextStep): Promise<void> {
    const now = clock.now();
    const isOurs = await inTransaction(db, async (tx) => {
      const held = await settle(tx, delivery, delivery.lease_until, changesFor(delivery, next, now));
      if (!held) return false;
      if (delivery.updates_id !== null) await reopenIfNewer(tx, delivery, delivery.version);
      if ((next.state === "parked" || next.state === "dropped") && delivery.kind === BUNDLE)
        await settleMembers(tx, await listBundle(tx, workspaceId, delivery.updates_id ?? delivery.id), {
          state: next.state,
          last_error: next.error,
        });
      if (next.state === "parked" && delivery.channel_id !== null)
        await channelRefused.happened(services, tx, { workspaceId, channelId: delivery.channel_id, error: next.error });
      if (next.state !== "sent") return true;
      if (delivery.person_id && !knownDms.has(next.channelId))
        await addressBook.rememberDm(tx, workspaceId, delivery.person_id, next.channelId);
      const facts = { workspaceId, at: now, isAlone: true, stamps: services };
      await kindIn(kinds, delivery)?.sent(tx, JSON.parse(delivery.subject), facts);
      return true;
    });
    if (isOurs && next.state !== "waiting" && next.state !== "unknown")
      parts.onSettled?.(delivery.kind, next.state, Math.max(msBetween(delivery.due_at, now), 0));
    if (next.state === "sent" && delivery.person_id) {
      if (isOurs) knownDms.add(next.channelId);
      parts.onSent?.(delivery.person_id);
    }
  }

  /**
   * Settles what has an unknown outcome: found in Slack it was sent; absent after the grace time it was not. Returns
   * when the next look-up may be made, if one was held back.
   */
  async function resolveUnknown(): Promise<Instant | null> {
    let wait: Instant | null = null;
    for (const delivery of await listToLookUp(db, workspaceId, clock.now())) {
      const now = clock.now();
      const isUpdate = delivery.updates_id !== null;
      if (isUpdate) {
        await finish(delivery, { state: "waiting", dueAt: now, error: "lease_ran_out", countsAsAttempt: true });
        continue;
      }
      const [until = null] = await pace.reserve([{ method: "conversations.history", channel: delivery.conversation }]);
      if (until !== null) {
        wait = earliest(wait, until);
        continue;
      }
      const thread = await threadOf(delivery);
      const found = await slack.lookUp({
        deliveryId: delivery.id,
        channel: addressOf(delivery, await recipientOf(delivery, db)),
        threadTs: thread === "gone" || thread === "not-yet" ? null : thread,
        after: await boundOfLookUp(delivery),
      });
      const next: NextStep =
        found.kind === "found"
          ? { state: "sent", ...found.place }
          : found.kind === "absent"
            ? { state: "waiting", dueAt: now, error: "not_found_after_lost_answer", countsAsAttempt: true }
            : { state: "unknown", dueAt: addMs(now, graceMs), error: found.error };
      log.info({ deliveryId: delivery.id, found: found.kind }, "lost answer looked up");
      await finish(delivery, next);
    }
    return wait;
  }

  /**
   * After which of Slack's timestamps the conversation is read. The machine's clock may have been wrong when the message
   * was posted, so it is asked only for a channel, which may hold years, in which Drumbeat has never posted before.
   */
  async function boundOfLookUp(delivery: Delivery): Promise<string> {
    const newest = await findNewestPlace(db, delivery);
    if (newest !== null) return newest;
    if (delivery.channel_id === null) return "0";
    const attempt = earliest(addMs(delivery.lease_until ?? clock.now(), -LONGEST_LEASE_MS), clock.now());
    return String(Date.parse(addMs(attempt ?? clock.now(), -FIRST_LOOK_BACK_MS)) / 1000);
  }

  async function threadOf(delivery: Delivery): Promise<string | null | "gone" | "not-yet"> {
    if (!delivery.thread_id) return null;
    const root = await findDelivery(db, workspaceId, delivery.thread_id);
    if (!root || root.state === "dropped" || root.state === "parked") return "gone";
    return root.sent_ts ?? "not-yet";
  }

  /** A person's direct message by its id once known, else by the person: posting there needs no more than chat:write. */
  function addressOf({ channel_id }: Delivery, recipient: Recipient | null): string {
    return channel_id ?? recipient?.dmChannelId ?? recipient?.slackUserId ?? "";
  }

  return { dispatch };
}

function callOf(delivery: Pick<Delivery, "updates_id" | "conversation" | "priority">): PacedCall {
  return {
    method: delivery.updates_id === null ? "chat.postMessage" : "chat.update",
    channel: delivery.conversation,
    isWave: delivery.priority === WAVE_PRIORITY,
  };
}

function changesFor(delivery: Delivery, next: NextStep, now: Instant): Parameters<typeof settle>[3] {
  switch (next.state) {
    case "sent":
      return {
        state: "sent",
        sent_at: now,
        sent_channel_id: next.channelId,
        sent_ts: next.ts,
        last_error: null,
        lease_until: null,
      };
    case "waiting":
      return {
        state: "waiting",
        due_at: next.dueAt,
        last_error: next.error,
        lease_until: null,
        attempts: delivery.attempts + (next.countsAsAttempt ? 1 : 0),
      };
    case "unknown":
      // The lease stays: it tells when the attempt began.
      return { state: "unknown", due_at: next.dueAt, last_error: next.error };
    case "dropped":
    case "parked":
      return { state: next.state, last_error: next.error, lease_until: null };
  }
}
