import type { Clock, Instant } from "../platform/clock.ts";
import { LONGEST_LEASE_MS } from "../platform/config.ts";
import type { Db } from "../platform/database.ts";
import { withReadCache } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, earliest, msBetween } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import type { Message } from "../slack/message.ts";
import { claim, findLastConfirmedTs, findNextDue, listSendable, listUnresolved, type Sendable } from "./claims.ts";
import { ContactPolicy, type Decided } from "./contact-policy.ts";
import { type Delivery, findDelivery } from "./deliveries.ts";
import type { Recipient } from "./message-kind.ts";
import { type MakerParts, MessageMaker, type RenderedMessage } from "./message-maker.ts";
import {
  afterCall,
  afterLookUp,
  mayBeginCall,
  type NextStep,
  OUTBOX_TIMES,
  type OutboxTimes,
  type Outcome,
} from "./outcomes.ts";
import { callOf, createPace, type PacedCall, type SlackPace, WAVES } from "./pace.ts";
import { areMessagesPaused } from "./pause.ts";
import type { MessagePictures } from "./pictures.ts";
import type { ResponseUrls } from "./response-urls.ts";
import { type FileParts, fileIdsOf, shareFiles } from "./share-files.ts";
import { finishDelivery } from "./store-outcome.ts";

const CLAIM_AT_ONCE = 40;
const IN_FLIGHT = 8;
const ELSEWHERE_PAUSE_MS = 250;
const FIRST_LOOK_BACK_MS = 2 * DAY;

interface Hooks {
  /** On abort, no further batch begins. */
  stopping?: AbortSignal;
  /** Called when Slack refuses our token; sending then stops. */
  onTokenRefused?(error: string): Promise<void>;
  /** Called after a message to this person was recorded as sent or updated. */
  onSent?(personId: string): void;
  /** Called after a contact decision was recorded. */
  onDecided?(decided: Decided): void;
  /** Called after a message left the outbox, `delayMs` after its due time. */
  onOutcome?(kind: string, outcome: "sent" | "dropped" | "parked", delayMs: number): void;
}

interface DispatcherParts extends Hooks, Omit<MakerParts, "album"> {
  responseUrls: ResponseUrls;
  times?: Partial<OutboxTimes>;
  /** Pictures of messages, under the dispatcher's own pace. Without it, messages have none. */
  album?(pace: SlackPace): MessagePictures;
  files?: Pick<FileParts, "maker" | "slack">;
}

/** Null: in none. `dropped`: the message that it would follow was not wanted any more, and neither is this. */
type Thread = { ts: string } | null | "gone" | "dropped" | "not-yet";

export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #services: Services;
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #workspaceId: string;
  readonly #times: OutboxTimes;
  readonly #pace: SlackPace;
  readonly #album: MessagePictures | undefined;
  readonly #maker: MessageMaker;
  readonly #policy: ContactPolicy;
  #isTokenRefused = false;
  /** Direct messages whose ids are stored. */
  readonly #openedDms = new Set<string>();

  constructor(parts: DispatcherParts) {
    const { services, workspaceId, addressBook } = parts;
    this.#parts = parts;
    this.#services = services;
    this.#db = services.db;
    this.#clock = services.clock;
    this.#workspaceId = workspaceId;
    this.#times = { ...OUTBOX_TIMES, ...parts.times };
    this.#pace = createPace(services, workspaceId, this.#times);
    this.#album = parts.album?.(this.#pace);
    const maker = new MessageMaker({ ...parts, album: this.#album });
    this.#maker = maker;
    this.#policy = new ContactPolicy({
      ...parts,
      async contextFor(personId) {
        const once = withReadCache(services.db);
        return maker.contextFor(once, await addressBook.recipient(once, workspaceId, personId));
      },
    });
  }

  /**
   * Sends what may be sent now. Returns when more is due, or null. A message that fails waits or is parked; it never
   * throws.
   */
  async dispatch(): Promise<Instant | null> {
    this.#isTokenRefused = false;

    // Conversations held by other instances: skipped, not polled in a busy loop.
    const elsewhere = new Set<string>();
    let isPaused: boolean | null = null;
    for (;;) {
      const lookUps = await this.#resolveUnknown();
      const sendable = await listSendable(this.#db, this.#workspaceId, this.#clock.now(), {
        limit: CLAIM_AT_ONCE,
        waves: WAVES.burst,
      });

      const { ready, wait } = await this.#choose(sendable, elsewhere);
      if (ready.length === 0)
        return earliest(wait, lookUps, await findNextDue(this.#db, this.#workspaceId, this.#clock.now()));

      isPaused ??= await areMessagesPaused(this.#db, this.#workspaceId);
      const admitted = await this.#policy.admit(ready, isPaused);
      const going = new Set(admitted.map(({ conversation }) => conversation));
      await this.#pace.refund(this.#callsOf(ready.filter(({ conversation }) => !going.has(conversation))));

      for (let start = 0; start < admitted.length; start += IN_FLIGHT) {
        if (this.#parts.stopping?.aborted) return null;
        if (this.#isTokenRefused) return findNextDue(this.#db, this.#workspaceId, this.#clock.now());
        const missed = await this.#deliver(admitted.slice(start, start + IN_FLIGHT));
        for (const { conversation } of missed) elsewhere.add(conversation);
      }
    }
  }

  /** Chooses one message per conversation within the limits; `wait`: when the first one held back may go. */
  async #choose(
    sendable: readonly Sendable[],
    elsewhere: ReadonlySet<string>,
  ): Promise<{ ready: Sendable[]; wait: Instant | null }> {
    const first = new Map<string, Sendable>();
    for (const delivery of sendable) if (!first.has(delivery.conversation)) first.set(delivery.conversation, delivery);
    const ours = [...first.values()].filter(({ conversation }) => !elsewhere.has(conversation));
    let wait = ours.length < first.size ? addMs(this.#clock.now(), ELSEWHERE_PAUSE_MS) : null;

    const paced = ours.filter((delivery) => this.#isPaced(delivery));
    const until = await this.#pace.reserve(paced.map(callOf));
    const held = new Set(paced.filter((_, index) => until[index] !== null));
    wait = earliest(wait, ...until);
    return { ready: ours.filter((delivery) => !held.has(delivery)), wait };
  }

  /** An update through the `response_url` of a press takes none of the calls that Slack allows. */
  #isPaced({ updated_channel_id: channelId, updated_ts: ts }: Sendable): boolean {
    return !channelId || !ts || !this.#parts.responseUrls.has({ channelId, ts }, this.#clock.now());
  }

  #callsOf(sendable: readonly Sendable[]): PacedCall[] {
    return sendable.filter((delivery) => this.#isPaced(delivery)).map(callOf);
  }

  /** Returns deliveries that another instance holds. */
  async #deliver(batch: readonly Sendable[]): Promise<Sendable[]> {
    const lease = addMs(this.#clock.now(), this.#times.leaseMs);
    const claims = await inTransaction(this.#db, async (tx) => {
      const claimed: (Delivery | undefined)[] = [];
      for (const delivery of batch) claimed.push(await claim(tx, delivery, lease));
      return claimed;
    });
    const missed = batch.filter((_, index) => !claims[index]);
    await this.#pace.refund(this.#callsOf(missed));
    await Promise.all(claims.map((delivery) => delivery && this.#attempt(delivery)));
    return missed;
  }

  /** `delivery`: as claimed. */
  async #attempt(delivery: Delivery): Promise<void> {
    const target =
      delivery.updates_id === null ? null : await findDelivery(this.#db, this.#workspaceId, delivery.updates_id);

    const made = await this.#maker.make(delivery, target?.sent_at ?? null);
    if (!("message" in made)) {
      const updated = { updated_channel_id: target?.sent_channel_id ?? null, updated_ts: target?.sent_ts ?? null };
      await this.#pace.refund(this.#callsOf([{ ...delivery, ...updated }]));
      if ("drop" in made) return this.#finish(delivery, { state: "dropped", error: made.drop });
      return this.#conclude(delivery, made.outcome, null);
    }

    const thread = target === null ? await this.#threadOf(delivery) : null;
    if (thread === "dropped") {
      await this.#pace.refund(this.#callsOf([{ ...delivery, updated_channel_id: null, updated_ts: null }]));
      return this.#finish(delivery, { state: "dropped", error: "thread_dropped" });
    }

    const outcome =
      target === null ? await this.#post(delivery, thread, made) : await this.#update(target, made.message);
    const isForPictures = made.pictures.length > 0 && outcome.kind === "refused" && outcome.error === "invalid_blocks";
    await this.#conclude(delivery, (isForPictures && (await this.#album?.refused(made.pictures))) || outcome, made);
  }

  async #post(
    delivery: Delivery,
    thread: Exclude<Thread, "dropped">,
    { recipient, message, files }: RenderedMessage,
  ): Promise<Outcome> {
    if (thread === "gone") return { kind: "refused", error: "thread_gone" };
    if (thread === "not-yet") return { kind: "not-done", error: "thread_not_yet" };
    const place = { channel: this.#addressOf(delivery, recipient), threadTs: thread?.ts ?? null };
    const mayBegin = () => mayBeginCall(delivery.lease_until ?? "", this.#times.leaseMs, this.#clock.now());
    const { files: sharing } = this.#parts;
    if (files.length > 0)
      return sharing && thread !== null
        ? shareFiles(
            { ...sharing, services: this.#services, pace: this.#pace },
            delivery,
            { files, comment: message.text, place },
            mayBegin,
          )
        : { kind: "refused", error: "no_files" };
    return this.#parts.slack.post(delivery.id, place, message, mayBegin);
  }

  async #update(target: Delivery | undefined, message: Message): Promise<Outcome> {
    if (!target?.sent_channel_id || !target.sent_ts)
      return target?.state === "sending" || target?.state === "unknown"
        ? { kind: "not-done", error: "not_sent_yet" }
        : { kind: "refused", error: "message_not_found" };
    const place = { channelId: target.sent_channel_id, ts: target.sent_ts };
    const url = this.#parts.responseUrls.take(place, this.#clock.now());
    if (url && (await this.#parts.slack.replace(url, message))) return { kind: "sent", ...place };
    return this.#parts.slack.update(place, message);
  }

  async #conclude(delivery: Delivery, outcome: Outcome, made: RenderedMessage | null): Promise<void> {
    const now = this.#clock.now();
    // Without a message, another method met its limit during rendering.
    if (outcome.kind === "rate-limited" && made)
      await this.#pace.block(callOf(delivery).method, addMs(now, outcome.retryAfterMs));
    if (outcome.kind === "token-refused") {
      this.#isTokenRefused = true;
      await this.#parts.onTokenRefused?.(outcome.error);
    }
    const isUpdate = delivery.updates_id !== null;
    const next = afterCall(outcome, { attempts: delivery.attempts, isUpdate, now, graceMs: this.#times.graceMs });
    await this.#finish(delivery, next, made ?? { hasNotice: false });
  }

  async #finish(delivery: Delivery, next: NextStep, { hasNotice } = { hasNotice: false }): Promise<void> {
    const now = this.#clock.now();
    const isOurs = await inTransaction(this.#db, (tx) =>
      finishDelivery(tx, this.#parts, { delivery, next, now, hasNotice, openedDms: this.#openedDms }),
    );
    if (isOurs) this.#report(delivery, next, now);

    if (next.state !== "sent" || !delivery.person_id) return;
    if (isOurs) this.#openedDms.add(next.channelId);
    this.#parts.onSent?.(delivery.person_id);
  }

  /** Logs and counts a message that has left the outbox. */
  #report(delivery: Delivery, next: NextStep, now: Instant): void {
    if (next.state === "waiting" || next.state === "unknown") return;

    const { id: deliveryId, kind, updates_id: updates, request_id: requestId } = delivery;
    const error = "error" in next ? next.error : undefined;
    const facts = { deliveryId, kind, updates: updates ?? undefined, requestId: requestId ?? undefined, error };
    this.#services.log[next.state === "parked" ? "warn" : "info"](facts, `message ${next.state}`);
    this.#parts.onOutcome?.(kind, next.state, Math.max(msBetween(delivery.due_at, now), 0));
  }

  /**
   * Resolves unknown outcomes by looking in Slack: found means sent, absent after the grace time means not sent.
   * Returns when the next look-up may be made, if one was held back.
   */
  async #resolveUnknown(): Promise<Instant | null> {
    let wait: Instant | null = null;
    for (const delivery of await listUnresolved(this.#db, this.#workspaceId, this.#clock.now())) {
      const now = this.#clock.now();
      if (delivery.updates_id !== null) {
        await this.#finish(delivery, { state: "waiting", dueAt: now, error: "lease_ran_out", countsAsAttempt: true });
        continue;
      }

      const [until = null] = await this.#pace.reserve([
        { method: "conversations.history", channel: delivery.conversation },
      ]);
      if (until !== null) {
        wait = earliest(wait, until);
        continue;
      }

      const thread = await this.#threadOf(delivery);
      const found = await this.#parts.slack.lookUp({
        deliveryId: delivery.id,
        channel: this.#addressOf(delivery, await this.#maker.recipientOf(delivery, this.#db)),
        threadTs: typeof thread === "string" ? null : (thread?.ts ?? null),
        after: await this.#boundOfLookUp(delivery),
        fileIds: fileIdsOf(delivery),
      });

      const next = afterLookUp(found, {
        hasFiles: delivery.file_ids !== null,
        leaseUntil: delivery.lease_until,
        now,
        graceMs: this.#times.graceMs,
      });
      this.#services.log.info({ deliveryId: delivery.id, found: found.kind }, "lost answer looked up");
      await this.#finish(delivery, next);
    }

    return wait;
  }

  /**
   * The timestamp from which to read the conversation. The machine's clock may be wrong, so it is used only for a
   * channel in which Drumbeat never posted.
   */
  async #boundOfLookUp(delivery: Delivery): Promise<string> {
    const newest = await findLastConfirmedTs(this.#db, delivery);
    if (newest !== null) return newest;
    if (delivery.channel_id === null) return "0";
    const attempt = earliest(addMs(delivery.lease_until ?? this.#clock.now(), -LONGEST_LEASE_MS), this.#clock.now());
    return String(Date.parse(addMs(attempt ?? this.#clock.now(), -FIRST_LOOK_BACK_MS)) / 1000);
  }

  async #threadOf(delivery: Delivery): Promise<Thread> {
    if (!delivery.thread_id) return null;
    const root = await findDelivery(this.#db, this.#workspaceId, delivery.thread_id);
    if (root?.state === "dropped") return "dropped";
    if (!root || root.state === "parked") return "gone";
    if (root.sent_ts === null) return "not-yet";
    // The root was itself a thread reply.
    return root.thread_id === null ? { ts: root.sent_ts } : this.#threadOf(root);
  }

  /** The direct message's id once known, else the user id: posting then needs chat:write only. */
  #addressOf({ channel_id }: Delivery, recipient: Recipient | null): string {
    return channel_id ?? recipient?.dmChannelId ?? recipient?.slackUserId ?? "";
  }
}
