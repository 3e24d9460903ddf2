/** Renders a message at the moment of sending. */
import type { KnownBlock } from "@slack/types";
import type { Instant } from "../platform/clock.ts";
import type { Db } from "../platform/database.ts";
import { withReadCache } from "../platform/prepared-queries.ts";
import type { Services } from "../platform/services.ts";
import type { Message } from "../slack/message.ts";
import { withinSize } from "../slack/message-size.ts";
import type { Delivery } from "./deliveries.ts";
import { FIRST_WORDS, firstNotice } from "./events.ts";
import {
  type AddressBook,
  type Kinds,
  type Recipient,
  type RegisteredKind,
  renderingFor,
  type SendContext,
  type SharedFile,
} from "./message-kind.ts";
import type { Outcome } from "./outcomes.ts";
import type { MessagePictures } from "./pictures.ts";
import { outcomeOfThrown, type SlackGateway } from "./slack-gateway.ts";
import { withNotice, withWhy } from "./why-menu.ts";

/** Error for a message that could not be rendered (our fault): retried, then parked, never blocking others. */
const MAKING_FAILED = "message_failed";

export interface RenderedMessage {
  /** Null: a channel. */
  recipient: Recipient | null;
  message: Message;
  /** Keys of the pictures to upload first. */
  pictures: string[];
  files: SharedFile[];
  /** It carries the privacy notice of a first message. */
  hasNotice: boolean;
}

export interface MakerParts {
  services: Services;
  workspaceId: string;
  kinds: Kinds;
  addressBook: AddressBook;
  slack: SlackGateway;
  /** Without it messages go without pictures. */
  album: MessagePictures | undefined;
}

export class MessageMaker {
  readonly #parts: MakerParts;
  readonly #services: Services;

  constructor(parts: MakerParts) {
    this.#parts = parts;
    this.#services = parts.services;
  }

  /** Renders the message, or returns why not. `sentAt`: of the message that it updates. */
  async make(
    delivery: Delivery,
    sentAt: Instant | null,
  ): Promise<RenderedMessage | { drop: string } | { outcome: Outcome }> {
    const kind = renderingFor(this.#parts.kinds, delivery);
    if (!kind) return { outcome: { kind: "refused", error: `unknown_kind:${delivery.kind}` } };

    if (!kind.canRead(delivery.subject)) {
      this.#services.log.error({ deliveryId: delivery.id, kind: delivery.kind }, "subject of a message cannot be read");
      return { outcome: { kind: "refused", error: MAKING_FAILED } };
    }

    if (delivery.expires_at !== null && delivery.expires_at <= this.#services.clock.now()) return { drop: "expired" };

    try {
      const once = withReadCache(this.#services.db);
      const recipient = await this.recipientOf(delivery, once);
      if (recipient?.isDeactivated) return { drop: "person_deactivated" };

      const subject: unknown = JSON.parse(delivery.subject);
      const context: SendContext = {
        ...(await this.contextFor(once, recipient)),
        ...(sentAt !== null && { sentAt }),
      };
      if (!(await kind.stillWanted(context, subject))) return { drop: "no_longer_wanted" };
      if (sentAt === null) await kind.divide(context, subject);

      const pictures = this.#parts.album ? await kind.pictures(context, subject) : [];
      const shown = await this.#parts.album?.show(pictures);
      if (shown?.kind === "later") return { outcome: shown };

      // Drawing and uploading take time: read anew.
      const now = pictures.length > 0 ? { ...context, db: withReadCache(this.#services.db) } : context;
      const message = await kind.message({ ...now, ...(shown && { pictures: shown.files }) }, subject);

      const hasOwnNotice = message.blocks.some(({ block_id: id }) => id === FIRST_WORDS);
      const notice = hasOwnNotice ? [] : await this.#noticeFor(delivery, recipient, context);
      const complete = withNotice(message, notice);

      return {
        recipient,
        message: withWhyMenu(delivery, kind, complete, context),
        pictures: [...(shown?.files.keys() ?? [])],
        files: await kind.files(now, subject),
        hasNotice: hasOwnNotice || complete !== message,
      };
    } catch (error) {
      return { outcome: this.#failureToMake(delivery, error) };
    }
  }

  /** Renders it, wanted or not, without pictures and notice. Throws what its kind does. */
  async renderNow(delivery: Delivery): Promise<Message> {
    const kind = renderingFor(this.#parts.kinds, delivery);
    if (!kind) throw new Error(`Unknown kind ${delivery.kind}`);
    const once = withReadCache(this.#services.db);
    const context = await this.contextFor(once, await this.recipientOf(delivery, once));
    return withWhyMenu(delivery, kind, await kind.message(context, JSON.parse(delivery.subject)), context);
  }

  /** The notice for a person's first message and its updates; never for thread replies. */
  async #noticeFor(
    { thread_id }: Delivery,
    recipient: Recipient | null,
    { db, workspaceId, reader, sentAt }: SendContext,
  ): Promise<KnownBlock[]> {
    if (recipient === null || recipient.notifiedAt !== (sentAt ?? null) || thread_id !== null) return [];
    const blocks: KnownBlock[] = [];
    for (const notice of firstNotice.itemsIn({ events: this.#services.events }))
      blocks.push(...(await notice(db, { workspaceId, reader })));
    return blocks;
  }

  #failureToMake(delivery: Delivery, error: unknown): Outcome {
    try {
      const outcome = outcomeOfThrown(error);
      // Only facts were read, so no outcome is unknown.
      return outcome.kind === "unknown" ? { kind: "not-done", error: outcome.error } : outcome;
    } catch {
      this.#services.log.error(
        { err: error, deliveryId: delivery.id, kind: delivery.kind },
        "message could not be made",
      );
      return { kind: "not-done", error: MAKING_FAILED };
    }
  }

  async recipientOf({ person_id }: Delivery, from: Db): Promise<Recipient | null> {
    return person_id === null ? null : this.#parts.addressBook.recipient(from, this.#parts.workspaceId, person_id);
  }

  async contextFor(once: Db, recipient: Recipient | null): Promise<SendContext> {
    const reader = recipient?.reader ?? (await this.#parts.addressBook.channelReader(once, this.#parts.workspaceId));
    const channels = new Map<string, ReturnType<SlackGateway["channel"]>>();
    return {
      db: once,
      slack: { channel: (id) => channels.getOrInsertComputed(id, () => this.#parts.slack.channel(id)) },
      now: this.#services.clock.now(),
      events: this.#services.events,
      workspaceId: this.#parts.workspaceId,
      reader,
    };
  }
}

function withWhyMenu(
  { person_id, thread_id }: Delivery,
  { offersWhy }: RegisteredKind["since"],
  message: Message,
  { reader }: SendContext,
): Message {
  // The message above a thread reply has the menu.
  const isExplained = person_id === null || thread_id !== null || offersWhy;
  return withinSize(isExplained ? message : withWhy(message, reader), reader);
}

/** Renders the newest message of a kind, without pictures; null if there is none. Throws what the kind does. */
export async function renderLastOfKind(parts: Omit<MakerParts, "album">, kind: string): Promise<Message | null> {
  const delivery = await parts.services.db
    .selectFrom("delivery")
    .selectAll()
    .where("workspace_id", "=", parts.workspaceId)
    .where("kind", "=", kind)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return delivery ? new MessageMaker({ ...parts, album: undefined }).renderNow(delivery) : null;
}
