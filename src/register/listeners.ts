/** Buttons and forms of the register. */
import { getsInWords } from "../calendars/reached.ts";
import type { ActorContext } from "../people/actors.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import { refusalOf } from "../platform/errors.ts";
import type { Services } from "../platform/services.ts";
import { languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { programOf, refuseWhoCannotAnswer } from "../programs/programs.ts";
import { type Filled, filledIn } from "../slack/inputs.ts";
import { type Listening, onPress, onSubmit, type Press, type Submitted } from "../slack/listening.ts";
import { showOver } from "../slack/stacked-views.ts";
import { addItem, changeItem, closeItem, confirmItem, handOver, reopenItem, replaceDecision } from "./acts.ts";
import { codeOf } from "./codes-and-transitions.ts";
import { refuseWhereClosed } from "./failures.ts";
import { errorsIn, fieldsIn, type ItemFields, type ItemFormState, isDateApart, itemFormState } from "./form.ts";
import { withUnseen } from "./goals/form-offers.ts";
import { problemOfGoal } from "./goals/sound-goals.ts";
import { itemIds } from "./ids.ts";
import { itemFor } from "./item-rights.ts";
import { blankDetails, type Details, ITEM_TYPES } from "./item-types.ts";
import { closeForm, closeView, ENDS, handOverForm, handOverView } from "./item-view.ts";
import type { Item } from "./items.ts";
import type { ListFilter } from "./list/list.ts";
import { filterIn, listState } from "./list/list-view.ts";
import { readAt } from "./requests/answer-by.ts";
import { limitsSay, usualDecider } from "./requests/usual-decider.ts";
import { registerTexts } from "./texts.ts";
import { changeItemForm, formFor, isOverItem, replacingForm, showChanged, viewOfItem, viewOfList } from "./views.ts";

export function registerRegisterListeners(listening: Listening<Person>, services: Services): void {
  registerItemListeners(listening, services);
  registerListListeners(listening, services);
  registerFormListeners(listening, services);
  registerClosing(listening, services);
}

function registerItemListeners(listening: Listening<Person>, services: Services): void {
  /** Checked before a form is opened. */
  const itemToAct = async (actor: Person, id: string): Promise<Item> => {
    const item = await itemFor({ ...services, actor }, { id });
    refuseWhereClosed(await programOf(services.db, item.workspace_id, item.program_id));
    return item;
  };

  onPress(listening, itemIds.open, async (press) => {
    await showOver(press, await viewOfItem({ ...services, actor: press.actor }, { itemId: press.value }));
  });

  // Links: Slack opens them by itself and sends the press to the app all the same.
  for (const link of [itemIds.message, new RegExp(`^${itemIds.calendar}:`)])
    onPress(listening, link, async () => undefined);

  onPress(listening, itemIds.change, async (press) => {
    const item = await itemToAct(press.actor, press.value);
    const ctx = { ...services, actor: press.actor };
    await showOver(press, await changeItemForm(ctx, { item, isOverItem: isOverItem(press) }));
  });

  onPress(listening, itemIds.close, async (press) => {
    const item = await itemToAct(press.actor, press.value);
    await showOver(press, closeView(readerOf(press.actor), item, isOverItem(press)));
  });

  onPress(listening, itemIds.delegate, async (press) => {
    const item = await itemToAct(press.actor, press.value);
    const to = await findGiver(services, press.actor, item);
    await showOver(press, handOverView(readerOf(press.actor), item, { isOverItem: isOverItem(press), to }));
  });

  onPress(listening, itemIds.replace, async (press) => {
    const item = await itemToAct(press.actor, press.value);
    const ctx = { ...services, actor: press.actor };
    await showOver(press, await replacingForm(ctx, { item, isOverItem: isOverItem(press) }));
  });

  onPress(listening, itemIds.reopen, async (press) => {
    const item = await reopenItem({ ...services, actor: press.actor }, { id: press.value });
    if (!press.view) return;
    const view = await viewOfItem({ ...services, actor: press.actor }, { itemId: item.id });
    await press.client.views.update({ view_id: press.view.id, hash: press.view.hash, view });
  });

  onPress(listening, itemIds.still, async ({ actor, value }) => {
    await confirmItem({ ...services, actor }, { id: value });
  });

  onPress(listening, itemIds.solved, async ({ actor, value }) => {
    await closeItem({ ...services, actor }, { id: value, note: "" });
  });

  for (const [id, as] of ENDED_BY)
    onPress(listening, id, async ({ actor, value }) => {
      await closeItem({ ...services, actor }, { id: value, note: "", as });
    });
}

/** To whom its owner gives it back: whoever raised it for them. */
async function findGiver({ db }: Services, actor: Person, item: Item): Promise<string | null> {
  if (item.owner_id !== actor.id || item.raised_by === actor.id) return null;
  const raiser = await getPerson(db, item.workspace_id, item.raised_by);
  return raiser.is_deactivated === 1 ? null : raiser.slack_user_id;
}

const ENDED_BY = [
  [itemIds.reached, "reached"],
  [itemIds.notReached, "not-reached"],
] as const;

function registerListListeners(listening: Listening<Person>, services: Services): void {
  const again = async (press: Press<Person>, step: 1 | 0 | -1, chosen: Partial<ListFilter> = {}) => {
    const { view: open } = press;
    if (!open) return;
    const { page, query } = listState.parse(JSON.parse(open.privateMetadata));
    const wanted = step === 0 ? 0 : Math.max(0, page + step);
    const filter = { ...filterIn(open.values), ...chosen };
    const view = await viewOfList({ ...services, actor: press.actor }, { page: wanted, query, filter });
    await press.client.views.update({ view_id: open.id, hash: open.hash, view });
  };
  onPress(listening, new RegExp(`^${itemIds.filter}:`), (press) => again(press, 0));
  onPress(listening, itemIds.noWord, (press) => again(press, 0, { state: "no-word" }));
  onPress(listening, itemIds.later, (press) => again(press, 1));
  onPress(listening, itemIds.earlier, (press) => again(press, -1));

  onPress(listening, itemIds.mine, async (press) => {
    const filter = { isMine: true, programId: null, type: null, state: "open" as const };
    await showOver(press, await viewOfList({ ...services, actor: press.actor }, { page: 0, query: null, filter }));
  });
}

/** The field for options stands where one of them is the answer. */
async function showHowAnswered(services: Services, { view: open, actor, client }: Press<Person>): Promise<void> {
  if (!open) return;
  const ctx = { ...services, actor };
  const state = itemFormState.parse(JSON.parse(open.privateMetadata));
  const item = state.item === null ? null : await itemFor(ctx, { id: state.item.id });
  const fields = fieldsIn(filledIn(open.values), item ?? blankDetails(state.type), readerOf(actor));
  const view = await formFor(ctx, { state, fields, item });
  await client.views.update({ view_id: open.id, hash: open.hash, view });
}

/** Whoever was chosen to own it, or why they cannot. */
async function ownerOf(
  listening: Listening<Person>,
  { actor, client }: Pick<Submitted<Person>, "actor" | "client">,
  slackUserId: string,
): Promise<{ owner: Person } | { error: string }> {
  const owner = slackUserId === actor.slack_user_id ? actor : await listening.actorOf(slackUserId, client);
  const error = await refusalOf(languageOf(actor.locale), () => refuseWhoCannotAnswer(owner));
  return error === null ? { owner } : { error };
}

function registerClosing(listening: Listening<Person>, services: Services): void {
  closeForm.listen(
    listening,
    async ({ state: { itemId, isOverItem: isBelow }, filled: { note, ends }, ...submitted }) => {
      const ctx = { ...services, actor: submitted.actor };
      const item = await closeItem(ctx, { id: itemId, note, as: ENDS.find((end) => end === ends) ?? "done" });
      const notice = textsFor(registerTexts, submitted.actor).view.saved(codeOf(item));
      return showChanged(services, submitted, item, { isOverItem: isBelow, notice });
    },
  );

  handOverForm.listen(listening, async (submitted) => {
    const { actor, state, filled } = submitted;
    const owner = await ownerOf(listening, submitted, filled.owner);
    if ("error" in owner) return { errors: { owner: owner.error } };
    const item = await handOver({ ...services, actor }, { id: state.itemId, ...owner, note: filled.note });
    const notice = textsFor(registerTexts, actor).view.saved(codeOf(item));
    return showChanged(services, submitted, item, { isOverItem: state.isOverItem, notice });
  });
}

function registerFormListeners(listening: Listening<Person>, services: Services): void {
  onPress(listening, itemIds.type, async (press) => {
    const { view: open } = press;
    if (!open) return;
    const state = itemFormState.parse(JSON.parse(open.privateMetadata));
    const filled = filledIn(open.values);
    const type = ITEM_TYPES.find((each) => each === filled.option("type")) ?? state.type;
    const fields = fieldsIn(filled, blankDetails(type), readerOf(press.actor));
    const view = await formFor({ ...services, actor: press.actor }, { state: { ...state, type }, fields, item: null });
    await press.client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  onPress(listening, itemIds.howAnswered, (press) => showHowAnswered(services, press));

  onSubmit(listening, itemIds.form, async (submitted) => {
    const { actor, privateMetadata, values, viewId } = submitted;
    const ctx = { ...services, actor };
    const reader = readerOf(actor);
    const state = itemFormState.parse(JSON.parse(privateMetadata));
    const filled = filledIn(values);
    const item = state.item === null ? null : await itemFor(ctx, { id: state.item.id });

    const errors = errorsIn(filled, {
      reader,
      today: localDateOf(services.clock.now(), actor.zone),
      dueBefore: state.mode === "change" && item ? item.due_on : null,
      type: state.type,
    });
    const fields = await fieldsToSave(ctx, filled, { state, item, reader });
    const owner = fields.owner === null ? { owner: null } : await ownerOf(listening, submitted, fields.owner);
    if ("error" in owner) errors.owner = owner.error;
    if (item === null) Object.assign(errors, await errorsOfNew(ctx, state, fields));
    if (Object.keys(errors).length === 0)
      Object.assign(errors, await errorsOfGoal(ctx, { state, item, fields, filled }));
    if (Object.keys(errors).length > 0 || "error" in owner) return { errors };

    const advised = await adviceOn(ctx, state, { fields, chosen: owner.owner, item });
    if (advised) return { show: await formFor(ctx, { ...advised, fields, item }) };

    const saved = await save(ctx, { state, fields, ownerId: owner.owner?.id ?? null, viewId });
    const notice = await noticeOf(ctx, saved, state);
    return showChanged(services, submitted, saved, { isOverItem: state.isOverItem, notice });
  });
}

async function noticeOf(ctx: ActorContext, saved: Item, { mode }: ItemFormState): Promise<string> {
  const { view } = textsFor(registerTexts, ctx.actor);
  const code = codeOf(saved);
  if (mode === "change") return view.saved(code);
  return [view.added(code), await getsLater(ctx, saved)].join(" ").trim();
}

/** What limits say, once, of a request that is new, asks for something else or is for somebody else; null: it may be saved. */
async function adviceOn(
  ctx: ActorContext,
  state: ItemFormState,
  { fields: { programId, typed }, chosen, item }: { fields: ItemFields; chosen: Person | null; item: Item | null },
): Promise<{ state: ItemFormState; advice: string } | null> {
  const place = item?.program_id ?? programId;
  if (typed.type !== "request" || place === null) return null;
  const { amount, days } = typed.details;
  const advisedOn = JSON.stringify([place, amount, days, chosen?.id]);
  const before = item?.type === "request" && [place, item.details.amount, item.details.days, item.owner_id];
  if ([state.advisedOn, JSON.stringify(before)].includes(advisedOn)) return null;
  const program = await programOf(ctx.db, ctx.actor.workspace_id, place);
  const requesterId = item?.raised_by ?? ctx.actor.id;
  const advice = await limitsSay(ctx, { program, asked: typed.details, chosen, requesterId });
  return advice === null ? null : { state: { ...state, advisedOn }, advice };
}

/** Of a new request: who gets it later, and when; empty where they get it at once. */
async function getsLater(ctx: ActorContext, item: Item): Promise<string> {
  const { owner_id: ownerId, raised_at: at } = item;
  if (item.type !== "request" || ownerId === null) return "";
  const { db, actor } = ctx;
  const getsAt = await readAt(ctx, db, item, { ownerId, given: { at, isAtOnce: false } });
  if (getsAt <= ctx.clock.now()) return "";
  return getsInWords(readerOf(actor), [(await getPerson(db, actor.workspace_id, ownerId)).name], getsAt);
}

/** What the form does not show of an item that is changed stays as it is. */
async function fieldsToSave(
  ctx: ActorContext,
  filled: Filled,
  { state: { mode, type }, item, reader }: { state: ItemFormState; item: Item | null; reader: Reader },
): Promise<ItemFields> {
  const fields = fieldsIn(filled, mode === "change" && item ? item : blankDetails(type), reader);
  if (item === null) return fields;
  const typed = await withUnseen(ctx, item, fields.typed);
  return { ...fields, typed, ...(isDateApart(item, item) && { dueOn: item.due_on }) };
}

/** What of a measure its past and coming values are held against. */
function lineIn({ direction, baseline, baselineOn, target, waypoints = [] }: Details["measure"]): string {
  return JSON.stringify([direction, baseline, baselineOn, target, waypoints]);
}

/** Of a measure or an objective: what it cannot be, and why its target moves. */
async function errorsOfGoal(
  ctx: ActorContext,
  {
    state,
    item,
    fields: { typed, dueOn, note = "", programId: chosen },
    filled,
  }: { state: ItemFormState; item: Item | null; fields: ItemFields; filled: Filled },
): Promise<Record<string, string>> {
  const programId = item?.program_id ?? chosen ?? "";
  const problem = await problemOfGoal(ctx, { programId, item, typed, dueOn });
  if (problem) {
    // There may have been nothing to choose from.
    const block = filled.blockIds.includes(problem.field) ? problem.field : "title";
    return { [block]: problem.error.sentence(languageOf(ctx.actor.locale)) };
  }
  if (state.mode !== "change" || typed.type !== "measure" || item?.type !== "measure" || note !== "") return {};
  const isMoved = dueOn !== item.due_on || lineIn(typed.details) !== lineIn(item.details);
  return isMoved ? { why: textsFor(registerTexts, ctx.actor).error.required } : {};
}

/** It needs a program; a request that names nobody, in which somebody usually decides. */
async function errorsOfNew(
  ctx: ActorContext,
  { type }: ItemFormState,
  { programId, owner, typed }: ItemFields,
): Promise<Record<string, string>> {
  const { db, actor } = ctx;
  if (programId === null) return { program: textsFor(registerTexts, actor).error.required };
  if (type !== "request" || owner !== null) return {};

  const program = await programOf(db, actor.workspace_id, programId);
  const disclosure = "program" as const;
  const asked = { requesterId: actor.id, disclosure, ...(typed.type === "request" && { asked: typed.details }) };
  const refusal = await refusalOf(languageOf(actor.locale), () => usualDecider(ctx, db, program, asked));
  return refusal === null ? {} : { owner: refusal };
}

async function save(
  ctx: ActorContext,
  {
    state,
    fields,
    ownerId,
    viewId,
  }: { state: ItemFormState; fields: ItemFields; ownerId: string | null; viewId: string },
): Promise<Item> {
  const { title, description, dueOn, typed, note = "" } = fields;
  const input = {
    ...typed,
    title,
    description,
    ownerId,
    dueOn,
    // The view has one id, however often it is submitted.
    sourceKey: state.sourceKey ?? `form:${viewId}`,
    ...(state.permalink !== null && { permalink: state.permalink }),
  };
  if (state.item === null) return addItem(ctx, { programId: fields.programId ?? "", ...input });
  if (state.mode === "change")
    return changeItem(ctx, { ...state.item, edit: { title, description, ownerId, dueOn, typed, note } });
  return replaceDecision(ctx, { ...state.item, ...input });
}
