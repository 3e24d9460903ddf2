/** The contact policy, in the one place through which every message to a person goes. */
import type { Clock } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import type { Log } from "../platform/log.ts";
import type { Services } from "../platform/services.ts";
import { addMs, DAY, localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { BUNDLE, type BundleSubject, candidateOf, whyMoot } from "./bundle.ts";
import { digestWeeks } from "./events.ts";
import { type AddressBook, type Kinds, kindIn, type SendContext } from "./kinds.ts";
import { blankDelivery, type CountedThen, type Delivery, findDelivery, insertDelivery } from "./repository.ts";
import { dropWaiting, holdDelivery, joinBundle, lapseDelivery, listCounted, noteSlot } from "./repository-contact.ts";
import { listSendableTo, type Sendable } from "./repository-sendable.ts";
import {
  type Candidate,
  COUNTED_DAYS,
  type ContactDecision,
  type ContactFacts,
  type Counted,
  decideContact,
  HORIZON_DAYS,
  heldUntil,
} from "./rules-contact.ts";
import { type SlotFacts, slotKept } from "./rules-slots.ts";
import type { DeliveryTable } from "./table.ts";

export interface Admitted {
  delivery: Sendable;
  /** What its person had got when this was decided; null for a reply. */
  countedThen: CountedThen | null;
}

/** What was decided of all that was due for one person. */
export interface Decided extends Pick<ContactDecision, "held" | "lapsed"> {
  /** Of those that go in one message now, the most important first. */
  going: string[];
}

/** As what a message goes. */
type Noted = Pick<DeliveryTable, "slot" | "slot_at">;

interface PolicyParts {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
  contextFor(personId: string): Promise<SendContext>;
  /** Told of each decision, once it is recorded. */
  onDecided?: ((decided: Decided) => void) | undefined;
}

export class ContactPolicy {
  readonly #services: Services;
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #workspaceId: string;
  readonly #kinds: Kinds;
  readonly #addressBook: AddressBook;
  readonly #contextFor: PolicyParts["contextFor"];
  readonly #onDecided: PolicyParts["onDecided"];

  constructor({ services, workspaceId, kinds, addressBook, contextFor, onDecided }: PolicyParts) {
    this.#services = services;
    this.#db = services.db;
    this.#clock = services.clock;
    this.#log = services.log;
    this.#workspaceId = workspaceId;
    this.#kinds = kinds;
    this.#addressBook = addressBook;
    this.#contextFor = contextFor;
    this.#onDecided = onDecided;
  }

  /**
   * What of these may go now: replies as they are, of each other person one message, which may be a bundle of all that
   * is due for them. The rest is held, or waits for the next look. `isPaused`: all messages of the workspace are.
   */
  async admit(ready: readonly Sendable[], isPaused: boolean): Promise<Admitted[]> {
    const posts = isPaused ? ready.filter(isPost) : [];
    if (posts.length > 0) await this.#holdPosts(posts);
    const replies = ready
      .filter((delivery) => delivery.contact === "reply" && !posts.includes(delivery))
      .map((delivery) => ({ delivery, countedThen: null }));
    const people = new Set(ready.flatMap(({ contact, person_id }) => (contact === "reply" ? [] : (person_id ?? []))));
    if (people.size === 0) return replies;
    const now = this.#clock.now();
    const due = await listSendableTo(this.#db, this.#workspaceId, [...people], {
      now,
      ahead: addMs(now, DAY),
    });
    const since = addMs(now, -COUNTED_DAYS * DAY);
    const counted = await listCounted(this.#db, this.#workspaceId, [...people], since);
    const facts = await this.#factsOf([...people], now);
    const slots = await this.#slotsOf([...people], now);
    const admitted: Admitted[] = [];
    for (const personId of people) {
      const theirs = counted.filter((message) => message.personId === personId);
      const delivery = await this.#decideFor(
        personId,
        { facts: factOf(facts, personId), slots: factOf(slots, personId) },
        due.filter((delivery) => delivery.person_id === personId),
        theirs,
        isPaused,
      );
      if (delivery) admitted.push({ delivery, countedThen: { since, count: theirs.length } });
    }
    return [...replies, ...admitted];
  }

  async #decideFor(
    personId: string,
    { facts, slots }: { facts: ContactFacts; slots: SlotFacts },
    due: readonly Delivery[],
    sent: readonly Counted[],
    isPaused: boolean,
  ): Promise<Delivery | null> {
    // It is taken alone, and parked as it is made.
    const unreadable = due.find((delivery) => !kindIn(this.#kinds, delivery)?.canRead(delivery.subject));
    if (unreadable) return unreadable;
    const now = this.#clock.now();
    const context = await this.#contextFor(personId);
    const decide = async (deliveries: readonly Delivery[]) => {
      const candidates: Candidate[] = [];
      for (const delivery of deliveries) candidates.push(await candidateOf(this.#kinds, context, delivery));
      return decideContact({ facts, slots, now, sent, candidates, isPaused });
    };
    const atOnce = await decide(due);
    // Whether a message that simply goes is still wanted is seen as it is made.
    const isPlain = atOnce.held.length + atOnce.lapsed.length === 0 && atOnce.send.every(({ ids }) => ids.length === 1);
    const { send, held, lapsed } = isPlain ? atOnce : await decide(await this.#withoutMoot(context, due));
    const byId = new Map(due.map((delivery) => [delivery.id, delivery]));
    if (held.length + lapsed.length > 0)
      await inTransaction(this.#db, async (tx) => {
        for (const { id, until, because } of held) {
          const delivery = byId.get(id);
          if (delivery) await holdDelivery(tx, delivery, until, because);
        }
        for (const { id, because } of lapsed) {
          const delivery = byId.get(id);
          if (!delivery || !(await lapseDelivery(tx, delivery, because))) continue;
          await this.#kinds
            .get(delivery.kind)
            ?.lapsed(tx, JSON.parse(delivery.subject), { workspaceId: this.#workspaceId, stamps: this.#services });
        }
      });
    if (held.length + lapsed.length > 0)
      this.#log.debug({ personId, held: held.length, lapsed: lapsed.length }, "messages held");
    const [first] = send;
    const members = (first?.ids ?? []).flatMap((id) => byId.get(id) ?? []);
    this.#onDecided?.({ held, lapsed, going: members.map(({ id }) => id) });
    const { slot = null, slotAt = null } = first ?? {};
    const noted: Noted = { slot, slot_at: slotAt };
    if (members.length > 1) return this.#bundle(members, noted);
    const [only] = members;
    if (only && !isAsNoted(only, noted)) await noteSlot(this.#db, only, noted);
    return only ?? null;
  }

  async #holdPosts(posts: readonly Sendable[]): Promise<void> {
    const now = this.#clock.now();
    await inTransaction(this.#db, async (tx) => {
      for (const post of posts) await holdDelivery(tx, post, heldUntil(null, now), "paused");
    });
  }

  /** What nobody wants any more takes no place in a message or a limit, and is not reported as held. */
  async #withoutMoot(context: SendContext, due: readonly Delivery[]): Promise<Delivery[]> {
    const wanted: Delivery[] = [];
    for (const delivery of due) {
      const moot = await whyMoot(this.#kinds, context, delivery);
      if (moot === null) wanted.push(delivery);
      // What is due later may be wanted by then.
      else if (delivery.due_at <= context.now) await dropWaiting(this.#db, delivery, moot);
    }
    return wanted;
  }

  /** One delivery for all of them; null when other instances took them meanwhile. */
  async #bundle(members: readonly Delivery[], noted: Noted): Promise<Delivery | null> {
    const [first] = members;
    if (!first) return null;
    const now = this.#clock.now();
    // What came along before its time says nothing of when this was to go.
    const dueAt = members.reduce((last, { due_at: due }) => (due > last && due <= now ? due : last), first.due_at);
    const row: DeliveryTable = {
      ...blankDelivery(this.#services),
      workspace_id: this.#workspaceId,
      key: `${BUNDLE}:${first.id}`,
      kind: BUNDLE,
      subject: "",
      person_id: first.person_id,
      conversation: first.conversation,
      priority: Math.min(...members.map(({ priority }) => priority)),
      due_at: dueAt,
      contact: first.contact,
      request_id: requestsOf(members),
      ...noted,
      slot_at: noted.slot_at === dueAt ? null : noted.slot_at,
    };
    row.subject = JSON.stringify({ bundleId: row.id } satisfies BundleSubject);
    return inTransaction(this.#db, async (tx) => {
      const joined = await joinBundle(
        tx,
        row,
        members.map(({ id }) => id),
      );
      if (joined === 0) return null;
      await insertDelivery(tx, row);
      return (await findDelivery(tx, this.#workspaceId, row.id)) ?? null;
    });
  }

  async #slotsOf(personIds: readonly string[], now: string): Promise<ReadonlyMap<string, SlotFacts>> {
    const slots = await this.#addressBook.slotFacts(this.#db, this.#workspaceId, personIds, now);
    const ofWeek = personIds.filter((id) => (slots.get(id)?.weeklyOn ?? null) !== null);
    if (ofWeek.length === 0) return slots;
    const weeks = await digestWeeks.of(this.#services, this.#db, { workspaceId: this.#workspaceId, personIds: ofWeek });
    return new Map([...slots].map(([id, each]) => [id, { ...each, digestWeeks: weeks.get(id) ?? [] }]));
  }

  #factsOf(personIds: readonly string[], now: string) {
    return this.#addressBook.contactFacts(this.#db, this.#workspaceId, personIds, {
      from: localDateOf(addMs(now, -COUNTED_DAYS * DAY), "UTC"),
      until: localDateOf(addMs(now, (HORIZON_DAYS + 9) * DAY), "UTC"),
    });
  }
}

/** Most of what goes does so when it is due, in the slot in which it belongs: nothing is to be written of it. */
function isAsNoted(delivery: Delivery, noted: Noted): boolean {
  const isInTime = noted.slot_at === null || noted.slot_at === slotKept(delivery);
  return delivery.slot === noted.slot && isInTime;
}

/** What is new in a channel. One that has expired is dropped where messages are made. */
function isPost({ person_id, updates_id }: Sendable): boolean {
  return person_id === null && updates_id === null;
}

function factOf<Fact>(facts: ReadonlyMap<string, Fact>, personId: string): Fact {
  const own = facts.get(personId);
  if (!own) throw new Error(`No facts of person ${personId}`);
  return own;
}

function requestsOf(members: readonly Delivery[]): string | null {
  const ids = new Set(members.flatMap(({ request_id: id }) => id ?? []));
  return ids.size === 0 ? null : [...ids].join(",");
}
