/** The forms of items for a person, and where a view is opened. */
import type { ModalView } from "@slack/types";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Press, SubmitResult, Submitted } from "../slack/listening.ts";
import { codeOf, isGoal, titled } from "./codes-and-transitions.ts";
import { decisionInView } from "./decision-in-view.ts";
import { type ItemFields, type ItemFormState, isDateApart, itemForm } from "./form.ts";
import { offersFor } from "./goals/form-offers.ts";
import { goalInView } from "./goals/goal-in-view.ts";
import { blankDetails, type ItemType, TYPES, type TypedDetails } from "./item-types.ts";
import { itemView, itemViewState } from "./item-view.ts";
import type { Item } from "./items.ts";
import { itemOfSource, type ListFilter, programsToAddTo } from "./list/list.ts";
import { listView } from "./list/list-view.ts";
import { itemReading, itemsReading, type ReadItems } from "./readings.ts";
import { registerTexts } from "./texts.ts";

const failure = errorTable({
  NO_RECORD: {
    en: () => registerTexts.en.error.noProgram,
    fr: () => registerTexts.fr.error.noProgram,
  },
});

export interface Begun {
  type: ItemType;
  isTypeFixed: boolean;
  /** Text that was typed or taken from a Slack message: its first line becomes the title. */
  text?: string;
  programId?: string;
  /** Particulars that it begins with. */
  details?: Readonly<Record<string, unknown>>;
  sourceKey?: string;
  permalink?: string | null;
}

/** Defaults of the form's state. */
const BLANK = { item: null, sourceKey: null, permalink: null, isOverItem: false, advisedOn: null };

/** Throws NO_RECORD for whoever may add to none. */
export async function newItemForm(ctx: ActorContext, begun: Begun): Promise<ModalView> {
  const { type, isTypeFixed, sourceKey = null, permalink = null } = begun;
  const programs = await programsToAddTo(ctx, ctx.actor);
  const [only, ...others] = programs;
  if (!only) throw failure("NO_RECORD");
  const wanted = begun.programId ?? (others.length === 0 ? only.id : null);
  const chosen = programs.find(({ id }) => id === wanted);
  const mode = type === "request" && isTypeFixed ? "request" : "new";
  return formFor(ctx, {
    state: { ...BLANK, mode, type, isTypeFixed, sourceKey, permalink },
    fields: {
      ...titled(begun.text ?? ""),
      programId: chosen?.id ?? null,
      owner: type === "request" || type === "presence" ? null : ctx.actor.slack_user_id,
      dueOn: null,
      typed: begunDetails(begun),
    },
    item: null,
  });
}

function begunDetails({ type, details }: Begun): TypedDetails {
  const blank = blankDetails(type);
  return details === undefined ? blank : TYPES[type].of({ ...blank.details, ...details });
}

/** The form for a message, or the item where somebody added that message before. */
export async function addToRecordView(ctx: ActorContext, begun: Begun & { sourceKey: string }): Promise<ModalView> {
  const existing = await itemOfSource(ctx, { sourceKey: begun.sourceKey });
  if (!existing) return newItemForm(ctx, begun);
  const notice = textsFor(registerTexts, ctx.actor).view.existing(codeOf(existing));
  return viewOfItem(ctx, { itemId: existing.id, notice });
}

export async function changeItemForm(
  ctx: ActorContext,
  { item, isOverItem }: { item: Item; isOverItem: boolean },
): Promise<ModalView> {
  const owner = item.owner_id === null ? null : await getPerson(ctx.db, item.workspace_id, item.owner_id);
  return formFor(ctx, {
    state: { ...BLANK, ...stateOf(item, isOverItem), mode: "change" },
    fields: {
      programId: item.program_id,
      title: item.title,
      description: item.description,
      owner: owner?.slack_user_id ?? ctx.actor.slack_user_id,
      dueOn: item.due_on,
      typed: item,
    },
    item,
  });
}

/** A decision that takes the place of one that stands. */
export async function replacingForm(
  ctx: ActorContext,
  { item, isOverItem }: { item: Item; isOverItem: boolean },
): Promise<ModalView> {
  return formFor(ctx, {
    state: { ...BLANK, ...stateOf(item, isOverItem), mode: "replace" },
    fields: {
      programId: item.program_id,
      title: item.title,
      description: "",
      owner: ctx.actor.slack_user_id,
      dueOn: null,
      typed: blankDetails("decision"),
    },
    item,
  });
}

function stateOf({ id, revision, type }: Item, isOverItem: boolean) {
  return { type, isTypeFixed: true, item: { id, revision }, isOverItem };
}

/** The form with these fields. `item`: the one it is about. */
export async function formFor(
  ctx: ActorContext,
  {
    state,
    fields,
    item,
    advice = null,
  }: { state: ItemFormState; fields: ItemFields; item: Item | null; advice?: string | null },
): Promise<ModalView> {
  const { actor } = ctx;
  const reader = readerOf(actor);
  const { form } = textsFor(registerTexts, reader);
  const code = item === null ? "" : codeOf(item);
  const programs = item === null ? await programsToAddTo(ctx, actor) : [];
  const title = {
    new: () => form.newTitle,
    request: () => form.requestTitle,
    change: () => form.changeTitle(code),
    replace: () => form.replaceTitle(code),
  }[state.mode]();
  return itemForm({
    reader,
    state,
    fields,
    title,
    programs,
    offers: await offersFor(ctx, { typed: fields.typed, programIds: placesIn(fields, programs) }),
    notes: state.mode === "replace" ? [form.replaces(code)] : [],
    advice,
    isDateApart: isDateApart(fields.typed, item),
  });
}

/** Where the item is or may come to be. */
function placesIn({ programId }: ItemFields, programs: readonly { id: string }[]): string[] {
  return programId === null ? programs.map(({ id }) => id) : [programId];
}

/** Throws ITEM_GONE. */
export async function viewOfItem(
  ctx: ActorContext,
  { itemId, notice = null }: { itemId: string; notice?: string | null },
): Promise<ModalView> {
  const { actor: viewer } = ctx;
  const today = localDateOf(ctx.clock.now(), viewer.zone);
  const shown = await itemReading.read(ctx, { id: itemId });
  const asked = { viewer, itemId, mayChange: shown.may.change };
  const goal = isGoal(shown.item) ? await goalInView.of(ctx, ctx.db, asked) : [];
  const { type, program_id: programId } = shown.item;
  const decided =
    type === "decision" ? await decisionInView.of(ctx, ctx.db, { viewer, programId, decisionId: itemId }) : [];
  return itemView(readerOf(viewer), shown, { today, notice, added: [...goal, ...decided] });
}

/** The register by filters, or the results of a search. */
export async function viewOfList(
  ctx: ActorContext,
  { page, query, filter }: { page: number; query: string | null; filter: ListFilter },
): Promise<ModalView> {
  return viewOfItems(ctx, await itemsReading.read(ctx, { filter, words: query, page }), { query, filter });
}

/** The same of what was read. */
export async function viewOfItems(
  ctx: ActorContext,
  items: ReadItems,
  { query, filter }: { query: string | null; filter: ListFilter },
): Promise<ModalView> {
  const { actor } = ctx;
  return listView(readerOf(actor), items, {
    query,
    filter,
    programs: await programsToAddTo(ctx, actor),
    today: localDateOf(ctx.clock.now(), actor.zone),
  });
}

/** Whether it was pressed in the item's own view. */
export function isOverItem({ view }: Pick<Press<Person>, "view">): boolean {
  const metadata = view?.privateMetadata ?? "";
  return metadata !== "" && itemViewState.safeParse(JSON.parse(metadata)).success;
}

/** Where something was pressed in the item's own view: the item as it is now. */
export function showItemAnew(services: Services) {
  return async (
    { actor, view, client }: Pick<Press<Person>, "actor" | "view" | "client">,
    itemId: string,
  ): Promise<void> => {
    if (view === null || !isOverItem({ view })) return;
    const shown = await viewOfItem({ ...services, actor }, { itemId });
    await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
  };
}

/** The item as it is now: in its own view below, else in the place of the form. Throws ITEM_GONE for whoever may not read it. */
export async function showChanged(
  services: Services,
  { actor, belowId, client }: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
  item: Item,
  { isOverItem: isBelow, notice }: { isOverItem: boolean; notice: string },
): Promise<SubmitResult> {
  const view = await viewOfItem({ ...services, actor }, { itemId: item.id, notice });
  if (!isBelow || belowId === null) return { show: view };
  await client.views.update({ view_id: belowId, view });
  return { close: true };
}
