/** The items of an answer, as its receipt shows them: tracked items, their next owner, the request. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { getPerson, type Person, peopleByIds, readerOf } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import type { Services } from "../platform/services.ts";
import {
  dateAndTime,
  plural,
  type Reader,
  shortDate,
  textsFor,
  withFullStop,
  withoutFullStop,
} from "../platform/texts/language.ts";
import type { LocalDate } from "../platform/time.ts";
import { actions, button, option, plainSection, shorten, words } from "../slack/blocks.ts";
import { menu } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import { doneView, type Listening, onPress, onPressOf } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { showOver } from "../slack/stacked-views.ts";
import { closeItem, mergeItems } from "./acts.ts";
import { codeOf, isLive } from "./codes-and-transitions.ts";
import { listSameAs } from "./duplicates.ts";
import { itemIds } from "./ids.ts";
import { itemFor, mayReadItem } from "./item-rights.ts";
import { titleLine } from "./items-in-words.ts";
import { isBlocker } from "./reminders/days.ts";
import { type Item, listItems } from "./repository.ts";
import { readAt } from "./requests/answer-by.ts";
import { outcomeLine, requestIds } from "./requests/cards.ts";
import { receivedBy } from "./requests/history.ts";
import { escalationFacts, namedHandOvers, nextOwner } from "./requests/next-owner.ts";
import { isRequest, type Request, requestsOf } from "./requests/request.ts";
import { requestTexts } from "./requests/texts.ts";
import { registerTexts } from "./texts.ts";
import { viewOfItem } from "./views.ts";

export interface AnswerItems {
  items: readonly Item[];
  /** The name of whose answer it is, where its reader wrote it for them. */
  writtenFor: string | null;
  /** Whose an item is once its date has passed and nothing was done; of a blocker from which day. Null: it stays. */
  nextOf(id: string): { name: string; on: LocalDate | null } | null;
  /** When whoever has a request is to read it; null: it has come already. */
  readOf(id: string): Instant | null;
  nameOf(id: string): string;
  /** What was decided of a request; undefined: nothing yet. */
  decisionOf(id: string): Request | undefined;
}

const SHOWN_TYPES: readonly Item["type"][] = ["issue", "risk", "assumption", "dependency", "decision", "request"];
const LONGEST_TITLE = 150;

/** The items of an answer, as they are now. */
export async function itemsOfAnswer(
  services: LookupContext,
  db: Db | Tx,
  answer: { workspaceId: string; checkInId: string; zone: string; writtenFor: string | null },
): Promise<AnswerItems> {
  const made = await listItems(db, answer.workspaceId, { checkInId: answer.checkInId });
  const items = made
    .filter(({ type }) => SHOWN_TYPES.includes(type))
    .toSorted((item, other) => (item.id < other.id ? -1 : 1));
  const now = services.clock.now();
  const next = new Map<string, { name: string; on: LocalDate | null } | null>();
  const read = new Map<string, Instant>();
  const blockers = items.filter(isBlocker);
  const handOvers = await namedHandOvers(db, answer.workspaceId, blockers, now);
  for (const { id } of blockers) next.set(id, handOvers.get(id) ?? null);
  for (const item of items) {
    if (item.type !== "request" || !isLive(item) || item.owner_id === null) continue;
    const facts = await escalationFacts(db, item, now);
    const above = await nextOwner(db, item, facts, now);
    if (above) next.set(item.id, { name: (await getPerson(db, answer.workspaceId, above.personId)).name, on: null });
    const given = receivedBy(facts.events, item.owner_id) ?? { at: item.raised_at, isAtOnce: false };
    const at = await readAt(services, db, item, { ownerId: item.owner_id, given });
    if (at > now) read.set(item.id, at);
  }
  const ids = new Set(items.flatMap(({ owner_id: id }) => id ?? []));
  const names = new Map((await peopleByIds(db, answer.workspaceId, [...ids])).map(({ id, name }) => [id, name]));
  const decided = items.filter(isRequest).filter(({ state }) => state === "decided");
  const decisions = await requestsOf(db, answer.workspaceId, decided, { at: now, zone: answer.zone });
  return {
    items,
    writtenFor: answer.writtenFor,
    nextOf: (id) => next.get(id) ?? null,
    readOf: (id) => read.get(id) ?? null,
    nameOf: (id) => names.get(id) ?? id,
    decisionOf: (id) => decisions.find((request) => request.id === id),
  };
}

const ofAnswerValue = z.strictObject({ checkInId: z.string() });

/** Lines with their buttons; empty where the answer created nothing. `isClosed`: of tracked items what stays true. */
export function answerItemsBlocks(reader: Reader, shown: AnswerItems, isClosed = false): KnownBlock[] {
  const texts = textsFor(receiptTexts, reader);
  const { items, nameOf } = shown;
  const requests = items.filter(({ type }) => type === "request");
  const others = items
    .filter(({ type }) => type !== "request")
    .map((item) => ({ item, state: stateOf(reader, item, shown) }));
  const asMade = others.flatMap(({ item, state }) => (state === null ? item : []));
  const tracked = asMade.filter(({ type }) => type !== "decision");
  const decisions = asMade.filter(({ type }) => type === "decision");
  const headOf = (item: Item | undefined, count = 1) =>
    isClosed || !item ? texts.closed(count) : trackedHead(reader, item, shown, count);
  const lines = [...Map.groupBy(tracked, (item) => headOf(item)).values()].map((group) => {
    const head = headOf(group[0], group.length);
    return [{ text: head, bold: true }, { text: ` ${group.map(codeAndTitle).join(" · ")}` }];
  });
  const [first] = tracked;
  return [
    ...(lines.length > 0 ? [words(...lines)] : []),
    ...(first && !isClosed ? [actions(`register.receipt.${first.id}`, ...trackedButtons(reader, tracked, first))] : []),
    ...(decisions.length > 0 ? [words([{ text: texts.decided(decisions.map(codeAndTitle).join(" · ")) }])] : []),
    ...others.flatMap(({ item, state }) => {
      if (state === null) return [];
      const isDropped = item.state === "dropped" && item.replaced_by === null;
      const again =
        isDropped && shown.writtenFor === null ? button(itemIds.reopen, texts.again, { value: item.id }) : undefined;
      return [plainSection(`${codeAndTitle(item)} – ${state}`, again)];
    }),
    ...requests.flatMap((request) => [
      words([
        { text: `${texts.request(nameOf(request.owner_id ?? ""))} ` },
        { text: shorten(request.title, LONGEST_TITLE), italic: true },
        { text: requestState(reader, request, shown) },
      ]),
      ...(isLive(request)
        ? [
            actions(
              `register.request.${request.id}`,
              button(requestIds.details, textsFor(requestTexts, reader).buttons.details, { value: request.id }),
              button(itemIds.close, texts.withdraw, { value: request.id }),
            ),
          ]
        : []),
    ]),
  ];
}

/** Its state; null while it is unchanged. */
function stateOf(reader: Reader, item: Item, { nameOf }: Pick<AnswerItems, "nameOf">): string | null {
  if (!isLive(item) && item.state !== "active") return textsFor(registerTexts, reader).state(item.type, item.state);
  const isOthers = isLive(item) && item.owner_id !== null && item.owner_id !== item.raised_by;
  return isOthers ? textsFor(receiptTexts, reader).withOther(nameOf(item.owner_id ?? "")) : null;
}

function trackedHead(reader: Reader, item: Item, { nextOf, writtenFor }: AnswerItems, count: number): string {
  const texts = textsFor(receiptTexts, reader);
  const due = item.due_on === null ? "" : shortDate(reader, item.due_on);
  const owned = { by: texts.owner(writtenFor), count };
  if (!isBlocker(item)) return texts.tracked(due, owned);
  const next = nextOf(item.id);
  return texts.blockers(due, next && { name: next.name, on: shortDate(reader, next.on ?? item.due_on ?? "") }, owned);
}

function requestState(reader: Reader, request: Item, shown: AnswerItems): string {
  const decision = shown.decisionOf(request.id);
  if (decision) return ` ${outcomeLine(reader, decision)}`;
  if (!isLive(request)) return ` ${textsFor(requestTexts, reader).now.withdrawn}`;
  return answerDays(reader, request, { name: shown.nameOf(request.owner_id ?? ""), ...shown });
}

function answerDays(
  reader: Reader,
  { id, answer_by: day }: Item,
  { name, nextOf, readOf }: Pick<AnswerItems, "nextOf" | "readOf"> & { name: string },
): string {
  if (day === null) return "";
  const texts = textsFor(receiptTexts, reader);
  const readAt = readOf(id);
  const by = shortDate(reader, day);
  const next = nextOf(id)?.name ?? null;
  if (readAt === null) return ` ${texts.answerBy(by, next)}`;
  return ` ${texts.reads(name, dateAndTime(reader, readAt), by, next)}`;
}

function trackedButtons(reader: Reader, tracked: readonly Item[], first: Item) {
  const texts = textsFor(receiptTexts, reader);
  const value = JSON.stringify({ checkInId: first.check_in_id ?? "" } satisfies z.infer<typeof ofAnswerValue>);
  if (tracked.length > 1)
    return [
      button(itemIds.ofAnswer, texts.change, { value }),
      button(`${itemIds.ofAnswer}:not`, tracked.some(isBlocker) ? texts.notABlocker : texts.notTracked, { value }),
    ];
  return itemButtons(reader, first);
}

function itemButtons(reader: Reader, item: Item) {
  const texts = textsFor(receiptTexts, reader);
  return [
    button(itemIds.change, texts.change, { value: item.id }),
    button(itemIds.drop, isBlocker(item) ? texts.notABlocker : texts.notTracked, { value: item.id }),
    button(itemIds.same, texts.same, { value: item.id }),
  ];
}

function codeAndTitle(item: Item): string {
  return `${codeOf(item)} ${withoutFullStop(shorten(item.title, LONGEST_TITLE))}`;
}

/** Those that one answer made, each with its buttons. */
function ofAnswerView(reader: Reader, items: readonly Item[]): ModalView {
  const texts = textsFor(receiptTexts, reader);
  if (items.length === 0) return doneView(reader, texts.noneLeft);
  return modal({
    title: texts.title,
    close: textsFor(registerTexts, reader).view.back,
    blocks: items.flatMap((item) => [
      plainSection(titleLine(item)),
      actions(`register.receipt.${item.id}`, ...itemButtons(reader, item)),
    ]),
  });
}

const sameForm = new Form({
  id: itemIds.sameForm,
  state: z.strictObject({ itemId: z.string() }),
  fields: z.object({ sameAs: menu() }),
  required: (reader) => textsFor(registerTexts, reader).error.required,
});

function sameView(reader: Reader, item: Item, others: readonly Item[]): ModalView {
  const texts = textsFor(receiptTexts, reader);
  const { form } = textsFor(registerTexts, reader);
  const options = others.map((other) => option(other.id, titleLine(other)));
  return sameForm.view({
    state: { itemId: item.id },
    title: texts.same,
    submit: form.save,
    close: form.cancel,
    above: [words([{ text: titleLine(item), bold: true }])],
    fields: { sameAs: { label: texts.sameField, hint: texts.sameHint(codeOf(item)), options } },
  });
}

export function registerReceiptListeners(listening: Listening<Person>, services: Services): void {
  const madeBy = async (actor: Person, checkInId: string): Promise<Item[]> => {
    const made = await listItems(services.db, actor.workspace_id, { checkInId });
    const shown = made.filter((item) => isLive(item) && SHOWN_TYPES.includes(item.type) && item.type !== "request");
    const own: Item[] = [];
    for (const item of shown) if (await mayReadItem({ ...services, actor }, item)) own.push(item);
    return own;
  };

  onPressOf(listening, new RegExp(`^${itemIds.ofAnswer}(:not)?$`), ofAnswerValue, async (press) => {
    const items = await madeBy(press.actor, press.value.checkInId);
    await showOver(press, ofAnswerView(readerOf(press.actor), items));
  });

  onPress(listening, itemIds.drop, async (press) => {
    const { actor, view: open } = press;
    const item = await closeItem({ ...services, actor }, { id: press.value, note: "", as: "dropped" });
    if (!open || item.check_in_id === null) return;
    const view = ofAnswerView(readerOf(actor), await madeBy(actor, item.check_in_id));
    await press.client.views.update({ view_id: open.id, hash: open.hash, view });
  });

  onPress(listening, itemIds.same, async (press) => {
    const { actor } = press;
    const ctx = { ...services, actor };
    const item = await itemFor(ctx, { id: press.value });
    const others = await listSameAs(ctx, item);
    const none = textsFor(receiptTexts, actor).noOther;
    const reader = readerOf(actor);
    await showOver(press, others.length === 0 ? doneView(reader, none) : sameView(reader, item, others));
  });

  sameForm.listen(listening, async ({ actor, state: { itemId: id }, filled: { sameAs: sameAsId } }) => {
    const ctx = { ...services, actor };
    const { closed, remaining } = await mergeItems(ctx, { id, sameAsId });
    const { view } = textsFor(registerTexts, actor);
    const notice = view.merged(codeOf(closed), codeOf(remaining));
    return { show: await viewOfItem(ctx, { itemId: remaining.id, notice }) };
  });
}

const en = {
  title: "Tracked",
  owner: (name: string | null) => (name === null ? "yours" : `${name}’s`),
  blockers: (due: string, next: { name: string; on: string } | null, { by }: { by: string; count: number }) =>
    `Tracked, ${by}, due ${due}${next === null ? "" : `, then ${next.name}’s from ${next.on}`}:`,
  tracked: (due: string, { by }: { by: string; count: number }) => `Tracked, ${by}, for ${due}:`,
  closed: (_count: number) => "Tracked:",
  decided: (items: string) => `Added to the register: ${items}`,
  request: (to: string) => `Request to ${to}:`,
  answerBy: (day: string, next: string | null) =>
    next === null ? `Answer by ${day}.` : `Answer by ${day}; then ${next}.`,
  reads: (name: string, when: string, by: string, next: string | null) =>
    `${name} gets it ${when}, answers by ${by}${next === null ? "" : `; then ${next}`}.`,
  withOther: (name: string) => `now with ${name}`,
  again: "Track again",
  change: "Change…",
  notABlocker: "Not a blocker",
  notTracked: "Don’t track",
  same: "Same as…",
  sameField: "It’s the same as",
  sameHint: (code: string) => `${code} goes; its words stand in the history of the other one.`,
  noOther: "There’s nothing else open that it could be the same as.",
  noneLeft: "Nothing of yours from this check-in is tracked anymore.",
  withdraw: "Withdraw",
};

const fr: typeof en = {
  title: "Suivis",
  owner: (name) => (name === null ? "à vous" : `à ${name}`),
  blockers: (due, next, { by, count }) =>
    `${plural("fr", count, "Suivi", "Suivis")}, ${by}, pour le ${due}${next === null ? "" : `, puis à ${next.name} dès le ${next.on}`}\u00a0:`,
  tracked: (due, { by, count }) => `${plural("fr", count, "Suivi", "Suivis")}, ${by}, pour le ${due}\u00a0:`,
  closed: (count) => `${plural("fr", count, "Suivi", "Suivis")}\u00a0:`,
  decided: (items) => `Ajouté au registre\u00a0: ${items}`,
  request: (to) => `Demande à ${to}\u00a0:`,
  answerBy: (day, next) => withFullStop(`Réponse d’ici au ${day}${next === null ? "" : `\u00a0; ensuite ${next}`}`),
  reads: (name, when, by, next) =>
    withFullStop(
      `${name} la recevra le ${when}, pour y répondre le ${by} au plus tard${next === null ? "" : `\u00a0; ensuite ${next}`}`,
    ),
  withOther: (name) => `maintenant chez ${name}`,
  again: "Suivre de nouveau",
  change: "Modifier…",
  notABlocker: "Pas un blocage",
  notTracked: "Ne pas suivre",
  same: "Identique à…",
  sameField: "C’est le même sujet que",
  sameHint: (code) => `${code} disparaît\u00a0; son texte figure dans l’historique de l’autre.`,
  noOther: "Aucun autre élément ouvert ne peut être le même.",
  noneLeft: "Vous n’avez plus d’élément suivi issu de ce point.",
  withdraw: "Retirer",
};

const receiptTexts = { en, fr };
