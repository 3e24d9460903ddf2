/** The forms of items as a person gets them now, and where a view is shown. */

import type { ModalView } from "@slack/types";
import { zonesOf } from "../people/settings.ts";
import { type Person, personById, readerOf } from "../people/use-cases.ts";
import { errorTable } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Press, SubmitResult, Submitted } from "../slack/listening.ts";
import { slackErrorIn } from "../slack/member-lists.ts";
import { itemView, itemViewState } from "./blocks.ts";
import { blankDetails, type ItemType } from "./details.ts";
import { type ItemFields, type ItemFormState, isDateApart, itemForm } from "./form.ts";
import type { Item } from "./items.ts";
import { findInRecord, itemOfSource, type ListFilter, listRecord, programsToAddTo, showItem } from "./list/list.ts";
import { listView } from "./list/list-view.ts";
import { codeOf, titled } from "./rules.ts";
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
  /** What was written, or said in Slack: its first line becomes the title. */
  text?: string;
  programId?: string;
  sourceKey?: string;
  permalink?: string | null;
}

/** Of a form that is about no item, and made of nothing. */
const BLANK = { item: null, sourceKey: null, permalink: null, isOverItem: false };

/** Throws NO_RECORD for whoever may add to none. */
export async function newItemForm(services: Services, actor: Person, begun: Begun): Promise<ModalView> {
  const { type, isTypeFixed, sourceKey = null, permalink = null } = begun;
  const programs = await programsToAddTo(services, actor);
  const [only, ...others] = programs;
  if (!only) throw failure("NO_RECORD");
  const wanted = begun.programId ?? (others.length === 0 ? only.id : null);
  const chosen = programs.find(({ id }) => id === wanted);
  const mode = type === "ask" && isTypeFixed ? "ask" : "new";
  return formFor(services, actor, {
    state: { ...BLANK, mode, type, isTypeFixed, sourceKey, permalink },
    fields: {
      ...titled(begun.text ?? ""),
      programId: chosen?.id ?? null,
      owner: type === "ask" || type === "presence" ? null : actor.slack_user_id,
      dueOn: null,
      typed: blankDetails(type),
    },
    item: null,
  });
}

/** The form for what was said somewhere, or, where somebody added it before, that item. */
export async function addToRecordView(
  services: Services,
  actor: Person,
  begun: Begun & { sourceKey: string },
): Promise<ModalView> {
  const known = await itemOfSource(services, actor, begun.sourceKey);
  if (!known) return newItemForm(services, actor, begun);
  return viewOfItem(services, actor, known.id, textsFor(registerTexts, actor).view.known(codeOf(known)));
}

export async function changeItemForm(
  services: Services,
  actor: Person,
  item: Item,
  isOverItem: boolean,
): Promise<ModalView> {
  const owner = item.owner_id === null ? null : await personById(services.db, item.workspace_id, item.owner_id);
  return formFor(services, actor, {
    state: { ...BLANK, ...stateOf(item, isOverItem), mode: "change" },
    fields: {
      programId: item.program_id,
      title: item.title,
      description: item.description,
      owner: owner?.slack_user_id ?? actor.slack_user_id,
      dueOn: item.due_on,
      typed: item,
    },
    item,
  });
}

/** A decision that takes the place of one that stands. */
export async function replacingForm(
  services: Services,
  actor: Person,
  item: Item,
  isOverItem: boolean,
): Promise<ModalView> {
  return formFor(services, actor, {
    state: { ...BLANK, ...stateOf(item, isOverItem), mode: "replace" },
    fields: {
      ...{ programId: item.program_id, title: item.title, description: "" },
      ...{ owner: actor.slack_user_id, dueOn: null, typed: blankDetails("decision") },
    },
    item,
  });
}

function stateOf({ id, revision, type }: Item, isOverItem: boolean) {
  return { type, isTypeFixed: true, item: { id, revision }, isOverItem };
}

/** The form with these fields. `item`: the one it is about. */
export async function formFor(
  services: Services,
  actor: Person,
  { state, fields, item }: { state: ItemFormState; fields: ItemFields; item: Item | null },
): Promise<ModalView> {
  const reader = readerOf(actor);
  const { form } = textsFor(registerTexts, reader);
  const code = item === null ? "" : codeOf(item);
  const title = {
    new: () => form.newTitle,
    ask: () => form.askTitle,
    change: () => form.changeTitle(code),
    replace: () => form.replaceTitle(code),
  }[state.mode]();
  return itemForm({
    reader,
    state,
    fields,
    title,
    programs: item === null ? await programsToAddTo(services, actor) : [],
    zones: fields.typed.type === "presence" ? await zonesOf(services.db, actor.workspace_id) : [],
    notes: state.mode === "replace" ? [form.replaces(code)] : [],
    isDateApart: isDateApart(item),
  });
}

/** Throws ITEM_GONE. */
export async function viewOfItem(
  services: Services,
  actor: Person,
  itemId: string,
  notice: string | null = null,
): Promise<ModalView> {
  const today = localDateOf(services.clock.now(), actor.zone);
  return itemView(readerOf(actor), await showItem(services, actor, itemId), today, notice);
}

/** The record by filters, or what a search found. */
export async function viewOfList(
  services: Services,
  actor: Person,
  { page, query, filter }: { page: number; query: string | null; filter: ListFilter },
): Promise<ModalView> {
  const { listed, withoutWord } =
    query === null
      ? await listRecord(services, actor, filter)
      : { listed: await findInRecord(services, actor, query), withoutWord: [] };
  return listView(readerOf(actor), listed, {
    state: { page, query },
    filter,
    withoutWord,
    programs: await programsToAddTo(services, actor),
    today: localDateOf(services.clock.now(), actor.zone),
  });
}

/** On top of the modal that was pressed in, in its place where Slack stacks no more, else as a new one. */
export async function showOver(
  { client, triggerId, view: open }: Pick<Press<Person>, "client" | "triggerId" | "view">,
  view: ModalView,
): Promise<void> {
  if (!open) {
    await client.views.open({ trigger_id: triggerId, view });
    return;
  }
  try {
    await client.views.push({ trigger_id: triggerId, view });
  } catch (error) {
    // Source: docs.slack.dev/reference/methods/views.push: three views at most.
    if (slackErrorIn(error) !== "push_limit_reached") throw error;
    await client.views.update({ view_id: open.id, hash: open.hash, view });
  }
}

/** Whether it was pressed in the item's own view. */
export function isOverItem({ view }: Pick<Press<Person>, "view">): boolean {
  const metadata = view?.privateMetadata ?? "";
  return metadata !== "" && itemViewState.safeParse(JSON.parse(metadata)).success;
}

/** The item as it is now: in its own view below, else in the place of the form. Whoever may not read it is told so. */
export async function showChanged(
  services: Services,
  { actor, belowId, client }: Pick<Submitted<Person>, "actor" | "belowId" | "client">,
  item: Item,
  { isOverItem: isBelow, notice }: { isOverItem: boolean; notice: string },
): Promise<SubmitResult> {
  const view = await viewOfItem(services, actor, item.id, notice);
  if (!isBelow || belowId === null) return { show: view };
  await client.views.update({ view_id: belowId, view });
  return { close: true };
}
