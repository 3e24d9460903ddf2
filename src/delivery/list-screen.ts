/** The list behind a line that stands for many: a modal with the line and the buttons of each, kept up to date. */
import type { KnownBlock, ModalView } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { withReadCache } from "../platform/prepared-queries.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { actions, button, context, section } from "../slack/blocks.ts";
import type { ModalsActedIn } from "../slack/interaction-payloads.ts";
import { type Listening, logUnexpected, onPress } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { pagesOf } from "../slack/screen-pages.ts";
import { slackTexts } from "../slack/texts.ts";
import { findDelivery } from "./deliveries.ts";
import { FIRST_WORDS } from "./events.ts";
import { LIST_OPEN, type ListPage } from "./folded-lines.ts";
import type { Addressee, DeliveryParts } from "./message-kind.ts";
import { deliveryTexts } from "./texts.ts";
import { contextOf, sentAt } from "./why.ts";

const LIST = "delivery.list_view";
const ids = { earlier: "delivery.list_earlier", later: "delivery.list_later" } as const;

const place = z.strictObject({ deliveryId: z.string(), part: z.string(), page: z.int().min(0) });
type Place = z.infer<typeof place>;

/** The message whose list this modal is; null: it is none. */
export function deliveryListed(view: { privateMetadata: string } | null): Pick<Place, "deliveryId"> | null {
  return (view && place.safeParse(JSON.parse(view.privateMetadata)).data) ?? null;
}

/** Beyond this number, the list opened first is no longer followed. */
const MOST_FOLLOWED = 10_000;

/**
 * Opens lists, turns their pages, and shows them anew after each act in them or in a form above them. Which list lies below a
 * form is known to the process that opened it; after a restart the next press in the list shows it anew.
 */
export function listenToLists<Actor extends Addressee>(listening: Listening<Actor>, parts: DeliveryParts<Actor>): void {
  const opened = new Map<string, Place>();
  /** Lists whose page was turned just now. */
  const turned = new Set<string>();
  const follow = (viewId: string, shown: Place) => {
    opened.delete(viewId);
    opened.set(viewId, shown);
    const [oldest] = opened.keys();
    if (opened.size > MOST_FOLLOWED && oldest !== undefined) opened.delete(oldest);
  };

  onPress(listening, LIST_OPEN, async ({ actor, value: part, place: message, client, triggerId }) => {
    const { id: deliveryId } = await sentAt(parts, actor, message);
    const shown = { deliveryId, part, page: 0 };
    const view = await listView(parts, actor, shown);
    const { view: open } = await client.views.open({ trigger_id: triggerId, view });
    if (open?.id) follow(open.id, shown);
  });

  for (const [actionId, step] of [[ids.earlier, -1] as const, [ids.later, 1] as const])
    onPress(listening, actionId, async ({ actor, view: open, client }) => {
      if (!open) return;
      const from = place.parse(JSON.parse(open.privateMetadata));
      const shown = { ...from, page: Math.max(0, from.page + step) };
      const view = await listView(parts, actor, shown);
      await client.views.update({ view_id: open.id, hash: open.hash, view });
      follow(open.id, shown);
      turned.add(open.id);
    });

  const { actedInModal } = listening;
  listening.actedInModal = async (actor, client, modals) => {
    await actedInModal?.(actor, client, modals);
    const { pressed } = modals;
    if (pressed && turned.delete(pressed.id)) return;
    if (pressed?.callbackId === LIST) follow(pressed.id, place.parse(JSON.parse(pressed.privateMetadata)));
    for (const [viewId, shown] of listsIn(modals, opened))
      await showAnew(parts, actor, client, { viewId, shown }).catch((error) => logUnexpected(listening.log, error));
  };
}

function listsIn({ pressed, below }: ModalsActedIn, opened: ReadonlyMap<string, Place>): [string, Place][] {
  const viewIds = [...(pressed?.callbackId === LIST ? [pressed.id] : []), ...below];
  return viewIds.flatMap((id): [string, Place][] => {
    const shown = opened.get(id);
    return shown ? [[id, shown]] : [];
  });
}

async function showAnew<Actor extends Addressee>(
  parts: DeliveryParts<Actor>,
  actor: Actor,
  client: WebClient,
  { viewId, shown }: { viewId: string; shown: Place },
): Promise<void> {
  await client.views.update({ view_id: viewId, view: await listView(parts, actor, shown) });
}

async function listView<Actor extends Addressee>(
  parts: DeliveryParts<Actor>,
  actor: Actor,
  shown: Place,
): Promise<ModalView> {
  const delivery = await findDelivery(parts.services.db, actor.workspace_id, shown.deliveryId);
  const kind = delivery && delivery.person_id === actor.id ? parts.kinds.get(delivery.kind)?.since : undefined;
  if (!delivery || !kind) return viewOf(actor, [], shown);
  const send = {
    ...contextOf(parts, actor),
    db: withReadCache(parts.services.db),
    ...(delivery.sent_at !== null && { sentAt: delivery.sent_at }),
  };
  return viewOf(actor, await kind.listed(send, JSON.parse(delivery.subject), shown.part), shown);
}

async function viewOf(reader: Reader, pages: readonly ListPage[], shown: Place): Promise<ModalView> {
  const texts = textsFor(deliveryTexts, reader).list;
  const page = Math.max(0, Math.min(shown.page, pages.length - 1));
  const lines = (await pages[page]?.()) ?? [];
  const turns = [
    ...(page > 0 ? [button(ids.earlier, "‹")] : []),
    ...(page < pages.length - 1 ? [button(ids.later, "›")] : []),
  ];
  const where = textsFor(slackTexts, reader).home.page(page + 1, pages.length);
  // What stands above the first check-in is in the message.
  const shownHere = lines.map((line) => line.filter(({ block_id: id }) => id !== FIRST_WORDS));
  const blocks = withOwnIds(withinView(shownHere));
  return modal({
    callback_id: LIST,
    private_metadata: JSON.stringify({ ...shown, page } satisfies Place),
    title: texts.title,
    close: texts.close,
    blocks: [
      ...(blocks.length > 0 ? blocks : [section(texts.empty)]),
      ...(turns.length > 0 ? [actions("list.pages", ...turns), context(where)] : []),
    ],
  });
}

/** Without small print and quotes where a view does not take all: each keeps its words and its buttons. */
function withinView(lines: readonly KnownBlock[][]): KnownBlock[] {
  const [whole = []] = pagesOf(lines);
  const all = lines.flat();
  return whole.length === all.length ? all : all.filter((block) => block.type !== "context" && !isQuote(block));
}

function isQuote(block: KnownBlock): boolean {
  return block.type === "rich_text" && block.elements.every(({ type }) => type === "rich_text_quote");
}

/** Slack accepts a block id once in a view: those of whole messages may repeat. */
function withOwnIds(blocks: readonly KnownBlock[]): KnownBlock[] {
  const seen = new Set<string>();
  return blocks.map((block, index) => {
    const { block_id: id } = block;
    if (id === undefined) return block;
    const own = seen.has(id) ? { ...block, block_id: `${id}#${index}` } : block;
    seen.add(id);
    return own;
  });
}
